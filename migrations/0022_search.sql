-- Words by which customers are found while somebody types. Compared with =, >= and < alone, which may use an index under the
-- policies; LIKE and its kin may not. The words of a customer lie where it lies, so the ranges hold for them too.
set local role guildhall_wall;

-- Lower case, without accents; what a script writes with combining marks of its own stays. Bodies written with "return" are bound
-- when they are made, so that they need no search_path and are put in place where they are called.
create function wall.fold(text text)
returns text
language sql immutable parallel safe
return case
           when octet_length(fold.text) = length(fold.text) then lower(fold.text)
           else regexp_replace(normalize(lower(normalize(fold.text, nfkc)), nfkd), '[\u0300-\u036f]', '', 'g')
       end;

-- At most eight different words of at most forty characters. In plpgsql, which keeps its plan: it runs with every row written.
create function wall.words(text text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(array_agg(w.word), '{}')
          from (select distinct left(s.word, 40) as word
                  from regexp_split_to_table(wall.fold(words.text), '[[:space:][:punct:]]+') as s (word)
                 where s.word <> ''
                 limit 8) w);
end
$$;

-- The last eight digits: however the country's part is written. Null for what is no telephone number.
create function wall.phone_word(phone text)
returns text
language sql immutable parallel safe
return case
           when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 6 then right(regexp_replace(phone, '[^0-9]', '', 'g'), 8)
       end;

create function wall.vat_word(vat_number text)
returns text
language sql immutable parallel safe
return nullif(regexp_replace(upper(vat_number), '[^A-Z0-9]', '', 'g'), '');

-- Null where everybody may have an address, since it says nothing about a company.
create function wall.domain_word(email text)
returns text
language sql immutable parallel safe
return case
           when split_part(lower(email), '@', 2)
                in ('gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com', 'me.com', 'aol.com',
                    'proton.me', 'protonmail.com', 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'mail.ru', 'yandex.ru', 'qq.com',
                    '163.com', '126.com', 'orange.fr', 'free.fr', 'laposte.net', 'libero.it', '')
           then null
           else split_part(lower(email), '@', 2)
       end;

grant execute on function wall.fold(text), wall.words(text), wall.phone_word(text), wall.vat_word(text), wall.domain_word(text)
   to guildhall_app, guildhall_owner;

set local role guildhall_owner;

-- kind: name, vat, phone, email, email_domain. source_id: the customer itself, or the contact whose word it is. No foreign key:
-- it would cost more than all the rest, and only the triggers below write here.
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
select wall.protect('guild.customer_words', 'derived');

set local role guildhall_wall;

create function wall.write_customer_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' then
        delete from guild.customer_words w where w.guild_id = old.guild_id and w.customer_id = old.id;
        return null;
    elsif tg_op = 'UPDATE' then
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

-- A customer that moves or changes hands takes all its words along, its contacts' too.
create function wall.move_customer_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update guild.customer_words w
       set spot_pos = new.spot_pos,
           owner_id = new.owner_id
     where w.guild_id = new.guild_id
       and w.customer_id = new.id;
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
grant execute on function wall.write_customer_words(), wall.move_customer_words(), wall.write_contact_words() to guildhall_owner;

set local role guildhall_owner;
create trigger words after insert or delete or update of name, vat_number, phone, deleted_at on guild.customers
    for each row execute function wall.write_customer_words();
create trigger words_move after update on guild.customers
    for each row when (new.spot_pos <> old.spot_pos or new.owner_id <> old.owner_id) execute function wall.move_customer_words();
create trigger words after insert or delete or update of email, phone, deleted_at on guild.contacts
    for each row execute function wall.write_contact_words();
