-- Words by which customers are found while somebody types. Compared with =, >= and < alone, which may use an index under the
-- policies; LIKE and its kin may not. The words of a customer lie where it lies, so the ranges hold for them too.
set local role guildhall_wall;

-- Lower case, without accents; what a script writes with combining marks of its own stays.
create function wall.fold(text text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select regexp_replace(normalize(lower(normalize(fold.text, nfkc)), nfkd), '[\u0300-\u036f]', '', 'g') $$;

-- At most eight different words of at most forty characters.
create function wall.words(text text)
returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(w.word), '{}')
      from (select distinct left(s.word, 40) as word
              from regexp_split_to_table(wall.fold(words.text), '[[:space:][:punct:]]+') as s (word)
             where s.word <> ''
             limit 8) w
$$;

-- The last eight digits: however the country's part is written. Null for what is no telephone number.
create function wall.phone_word(phone text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select case when length(d.digits) >= 6 then right(d.digits, 8) end from regexp_replace(phone, '[^0-9]', '', 'g') as d (digits) $$;

create function wall.vat_word(vat_number text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select nullif(regexp_replace(upper(vat_number), '[^A-Z0-9]', '', 'g'), '') $$;

-- Null where everybody may have an address, since it says nothing about a company.
create function wall.domain_word(email text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select nullif(d.domain, '')
      from split_part(lower(email), '@', 2) as d (domain)
     where d.domain not in ('gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com',
                            'me.com', 'aol.com', 'proton.me', 'protonmail.com', 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de',
                            'mail.ru', 'yandex.ru', 'qq.com', '163.com', '126.com', 'orange.fr', 'free.fr', 'laposte.net', 'libero.it')
$$;

grant execute on function wall.fold(text), wall.words(text), wall.phone_word(text), wall.vat_word(text), wall.domain_word(text)
   to guildhall_app, guildhall_owner;

set local role guildhall_owner;

-- kind: name, vat, phone, email, email_domain. source_id: the customer itself, or the contact whose word it is.
create table guild.customer_words (
    guild_id    uuid   not null,
    customer_id uuid   not null,
    source_id   uuid   not null,
    spot_pos    bigint not null,
    owner_id    uuid   not null,
    kind        text   not null,
    word        text   not null collate "C",
    constraint customer_words_key primary key (guild_id, customer_id, source_id, kind, word)
);
create index customer_words_word on guild.customer_words (guild_id, kind, word, spot_pos, customer_id);
create index customer_words_spot_word on guild.customer_words (guild_id, spot_pos, kind, word, customer_id);
create index customer_words_place_index on guild.customer_words (guild_id, customer_id, spot_pos, owner_id);

alter table guild.customer_words add constraint customer_words_customer
    foreign key (guild_id, customer_id, spot_pos, owner_id) references guild.customers (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;

select wall.protect('guild.customer_words', 'derived');

set local role guildhall_wall;

create function wall.write_customer_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' then
        delete from guild.customer_words w
         where w.guild_id = new.guild_id and w.customer_id = new.id and w.source_id = new.id;
    end if;
    insert into guild.customer_words (guild_id, customer_id, source_id, spot_pos, owner_id, kind, word)
    select new.guild_id, new.id, new.id, new.spot_pos, new.owner_id, k.kind, k.word
      from (select 'name', unnest(wall.words(new.name))
             union all
            select 'vat', wall.vat_word(new.vat_number)
             union all
            select 'phone', wall.phone_word(new.phone)) as k (kind, word)
     where k.word is not null
       and new.deleted_at is null;
    return null;
end
$$;

create function wall.write_contact_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        delete from guild.customer_words w
         where w.guild_id = old.guild_id and w.customer_id = old.customer_id and w.source_id = old.id;
    end if;
    if tg_op <> 'DELETE' then
        insert into guild.customer_words (guild_id, customer_id, source_id, spot_pos, owner_id, kind, word)
        select new.guild_id, new.customer_id, new.id, new.spot_pos, new.owner_id, k.kind, k.word
          from (select 'email', lower(new.email)
                 union all
                select 'email_domain', wall.domain_word(new.email)
                 union all
                select 'phone', wall.phone_word(new.phone)) as k (kind, word)
         where k.word is not null
           and new.deleted_at is null;
    end if;
    return null;
end
$$;
grant execute on function wall.write_customer_words(), wall.write_contact_words() to guildhall_owner;

set local role guildhall_owner;
create trigger words after insert or update of name, vat_number, phone, deleted_at on guild.customers
    for each row execute function wall.write_customer_words();
create trigger words after insert or delete or update of email, phone, deleted_at on guild.contacts
    for each row execute function wall.write_contact_words();
