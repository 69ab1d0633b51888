-- Finding: what customers, contacts, estimates, activities and products are found by, in one place. One search over all of them, and
-- the lists' own. Words are compared with =, >= and < alone; parts of words by trigrams, behind a function of the wall, since LIKE may
-- not use an index under the policies. What a search brings are ids: whoever asks reads the records themselves through the policies.
set local role guildhall_wall;

-- As wall.finds compares: folded, punctuation and spaces one space. Scripts that are written without spaces begin a word with every
-- character (Thai, Lao, Myanmar, Khmer, kana, Han).
create function wall.spread(text text)
returns text
language sql immutable parallel safe
return case
           when octet_length(spread.text) = length(spread.text)
           then regexp_replace(lower(spread.text), '[[:space:][:punct:]]+', ' ', 'g')
           else regexp_replace(regexp_replace(wall.fold(spread.text), '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1', 'g'),
                               '[[:space:][:punct:]]+', ' ', 'g')
       end;

-- 0053, over what is spread.
create or replace function wall.words(text text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(array_agg(w.word order by w.place), '{}')
          from (select left(s.word, 40) as word, min(s.place) as place
                  from string_to_table(wall.spread(words.text), ' ') with ordinality as s (word, place)
                 where s.word <> ''
                 group by left(s.word, 40)
                 order by min(s.place)
                 limit 32) w);
end
$$;

create or replace function wall.finds(text text, asked text[])
returns boolean
language sql stable parallel safe
return ' ' || wall.spread(text) like all (asked);

-- Letters and digits alone, as numbers are compared.
create function wall.bare(text text)
returns text
language sql immutable parallel safe
return nullif(left(regexp_replace(wall.fold(text), '[^[:alnum:]]', '', 'g'), 40), '');

-- The digits without the zeros before them, of eight or more the last eight: a part of what is stored wherever one begins to type, with
-- the country or without. Null for what is no part of a telephone number.
create function wall.digits(phone text)
returns text
language sql immutable parallel safe
return case
           when phone !~ '[^-+0-9 ()./]' and length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 3
           then nullif(ltrim(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '0'), '')
       end;

-- What a text that is found by a search matches: all of the patterns of its words, or the one of the whole: part of a telephone number,
-- a number however it is written, the beginning of an e-mail address, which is not looked for by its words.
create function wall.search_patterns(asked text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg('% ' || w.word || '%'), '{""}') from unnest(wall.words(asked)) as w (word) where asked !~ '@');
end
$$;

create function wall.search_whole(asked text)
returns text
language sql immutable parallel safe
return case
           when asked ~ '[^[:space:]]@' then '% ' || regexp_replace(lower(btrim(asked)), '([\\%_])', '\\\1', 'g') || '%'
           when wall.digits(asked) is not null then '%' || wall.digits(asked) || '%'
           when asked ~ '[0-9]' and asked ~ '[^[:alnum:]]' then '% ' || wall.bare(asked) || '%'
       end;
grant execute on function wall.spread(text), wall.bare(text), wall.digits(text), wall.search_patterns(text), wall.search_whole(text)
   to guildhall_app, guildhall_owner;

set local role guildhall_owner;

-- What is found by its beginning, or is looked up. field: whose word it is (10 customer, 20 contact, 30 estimate, 40 activity,
-- 50 product) and which: +0 the name's first, +1 another one of the name, +2 VAT number (letters and digits), +3 telephone (its last
-- eight digits), +4 e-mail address, +5 its domain. What everybody in the guild sees lies at -1. No foreign keys: they would cost more
-- than all the rest, and only the triggers below write here.
create table guild.search_words (
    guild_id  uuid     not null,
    field     smallint not null,
    word      text     not null collate "C",
    record_id uuid     not null,
    spot_pos  bigint   not null,
    owner_id  uuid     not null,
    constraint search_words_key primary key (guild_id, field, word, record_id) include (spot_pos, owner_id)
);
select wall.protect('guild.search_words', 'derived');

-- All by which a record is found, for several words together and for parts of words: a line with the name, one with the rest. A contact
-- is found as long as its customer is, which customer_id tells.
create table guild.search_texts (
    guild_id    uuid     not null,
    kind        smallint not null,
    record_id   uuid     not null,
    spot_pos    bigint   not null,
    owner_id    uuid     not null,
    customer_id uuid,
    text        text     not null collate "C",
    constraint search_texts_key primary key (guild_id, kind, record_id)
);
create index search_texts_parts on guild.search_texts using gin (guild_id wall.uuid_ops, kind wall.int2_ops, spot_pos wall.int8_ops, text wall.gin_trgm_ops)
  with (gin_pending_list_limit = 256);
select wall.protect('guild.search_texts', 'derived');

set local role guildhall_wall;

create function wall.search_words_of(kind smallint, name text, vat_number text, phone text, email text)
returns table (field smallint, word text)
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select (kind + f.field)::smallint, f.word
      from (select case n.place when 1 then 0 else 1 end, n.word from unnest(wall.words(name)) with ordinality as n (word, place)
             union all
            select 2, lower(wall.vat_word(vat_number))
             union all
            select 3, wall.phone_word(phone)
             union all
            select 4, lower(email)
             union all
            select 5, wall.domain_word(email)) as f (field, word)
     where f.word is not null;
end
$$;

create function wall.forget_record(guild uuid, record uuid, kind smallint, name text, vat_number text, phone text, email text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from guild.search_words w
     using wall.search_words_of(kind, name, vat_number, phone, email) f
     where w.guild_id = guild
       and w.field = f.field
       and w.word = f.word
       and w.record_id = record;
    delete from guild.search_texts t where t.guild_id = guild and t.kind = forget_record.kind and t.record_id = record;
end
$$;

-- A line with the name, and one with all the rest: numbers as they are written and bare.
create function wall.search_text_of(name text, phone text, email text, others text[])
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    return ' ' || wall.spread(name) || E' \n '
        || concat_ws(' ', (select string_agg(wall.spread(o.text) || coalesce(' ' || wall.bare(o.text), ''), ' ') from unnest(others) as o (text)),
                     wall.spread(email), lower(email), ltrim(regexp_replace(phone, '[^0-9]', '', 'g'), '0'));
end
$$;

create function wall.index_record(guild uuid, record uuid, pos bigint, owner uuid, kind smallint, name text, vat_number text, phone text,
                                  email text, others text[], customer uuid default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
    select guild, f.field, f.word, record, pos, owner
      from wall.search_words_of(kind, name, vat_number, phone, email) f;
    insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
    values (guild, index_record.kind, record, pos, owner, customer, wall.search_text_of(name, phone, email, others));
end
$$;

create function wall.index_customer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform wall.forget_record(old.guild_id, old.id, 10::smallint, old.name, old.vat_number, old.phone, null);
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null then
        perform wall.index_record(new.guild_id, new.id, new.spot_pos, new.owner_id, 10::smallint, new.name, new.vat_number, new.phone, null,
                                  array[new.vat_number, new.external_id, coalesce(new.address, new.billing_address) ->> 'city']);
    end if;
    return null;
end
$$;

create function wall.index_contact()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform wall.forget_record(old.guild_id, old.id, 20::smallint, concat_ws(' ', old.first_name, old.last_name), null, old.phone, old.email);
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null then
        perform wall.index_record(new.guild_id, new.id, new.spot_pos, new.owner_id, 20::smallint,
                                  concat_ws(' ', new.first_name, new.last_name), null, new.phone, new.email, '{}', new.customer_id);
    end if;
    return null;
end
$$;

create function wall.index_estimate()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform wall.forget_record(old.guild_id, old.id, 30::smallint, old.customer_name, null, null, null);
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null then
        perform wall.index_record(new.guild_id, new.id, new.spot_pos, new.owner_id, 30::smallint, new.customer_name, null, null, null,
                                  array[new.number]);
    end if;
    return null;
end
$$;

create function wall.index_activity()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform wall.forget_record(old.guild_id, old.id, 40::smallint, old.subject, null, null, null);
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null then
        perform wall.index_record(new.guild_id, new.id, new.spot_pos, new.owner_id, 40::smallint, new.subject, null, null, null,
                                  '{}');
    end if;
    return null;
end
$$;

create function wall.index_product()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform wall.forget_record(old.guild_id, old.id, 50::smallint, old.name, null, null, null);
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null then
        perform wall.index_record(new.guild_id, new.id, -1, new.created_by, 50::smallint, new.name, null, null, null,
                                  array[new.sku, new.external_id]);
    end if;
    return null;
end
$$;
grant execute on function wall.index_customer(), wall.index_contact(), wall.index_estimate(), wall.index_activity(), wall.index_product(),
      wall.search_words_of(smallint, text, text, text, text), wall.search_text_of(text, text, text, text[])
   to guildhall_owner;

set local role guildhall_owner;
create trigger search after insert or delete or update of name, vat_number, external_id, phone, address, billing_address, deleted_at, spot_pos, owner_id
    on guild.customers for each row execute function wall.index_customer();
create trigger search after insert or delete or update of customer_id, first_name, last_name, phone, email, deleted_at, spot_pos, owner_id
    on guild.contacts for each row execute function wall.index_contact();
create trigger search after insert or delete or update of customer_name, number, deleted_at, spot_pos, owner_id
    on guild.estimates for each row execute function wall.index_estimate();
create trigger search after insert or delete or update of subject, deleted_at, spot_pos, owner_id
    on guild.activities for each row execute function wall.index_activity();
create trigger search after insert or delete or update of name, sku, external_id, deleted_at
    on guild.products for each row execute function wall.index_product();
