-- A contact leaves what is searched with its customer, and comes back with it: 0080 asked for the customer wherever it found a contact.
set local role guildhall_wall;

-- As far as the caller sees, who has entered.
create function wall.in_trash(guild uuid, customer uuid)
returns boolean
language sql stable
return exists (select from guild.customers c where c.guild_id = guild and c.id = customer and c.deleted_at is not null);

create function wall.index_contact_row(contact guild.contacts)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    select wall.index_record(contact.guild_id, contact.id, contact.spot_pos, contact.owner_id, 20::smallint,
                             concat_ws(' ', contact.first_name, contact.last_name), null, contact.phone, contact.email, '{}', contact.customer_id);
end;

create function wall.forget_contact_row(contact guild.contacts)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    select wall.forget_record(contact.guild_id, contact.id, 20::smallint, concat_ws(' ', contact.first_name, contact.last_name), null,
                              contact.phone, contact.email);
end;

create or replace function wall.index_contact()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.forget_contact_row(old);
    if tg_op <> 'DELETE' and new.deleted_at is null and not wall.in_trash(new.guild_id, new.customer_id) then
        perform wall.index_contact_row(new);
    end if;
    return null;
end
$$;

create or replace function wall.index_new_contacts()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
    select n.guild_id, f.field, f.word, n.id, n.spot_pos, n.owner_id
      from new_rows n
     cross join lateral wall.search_words_of(20::smallint, concat_ws(' ', n.first_name, n.last_name), null, n.phone, n.email) f
     where n.deleted_at is null
       and not wall.in_trash(n.guild_id, n.customer_id);
    insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
    select n.guild_id, 20, n.id, n.spot_pos, n.owner_id, n.customer_id,
           wall.search_text_of(concat_ws(' ', n.first_name, n.last_name), n.phone, n.email, '{}')
      from new_rows n
     where n.deleted_at is null
       and not wall.in_trash(n.guild_id, n.customer_id);
    return null;
end
$$;

-- When a customer goes to the trash or comes out of it.
create function wall.index_contacts_of()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.forget_contact_row(c) from guild.contacts c where c.guild_id = new.guild_id and c.customer_id = new.id and c.deleted_at is null;
    if new.deleted_at is null then
        perform wall.index_contact_row(c) from guild.contacts c where c.guild_id = new.guild_id and c.customer_id = new.id and c.deleted_at is null;
    end if;
    return null;
end
$$;
grant execute on function wall.index_contacts_of() to guildhall_owner;

-- As before, without that question.
create or replace function wall.search_newest(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid, most integer,
                                   newest integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_indexscan = on
set plan_cache_mode = force_generic_plan
as $$
declare
    spots constant bigint[] := wall.few_spots(guild, lo, hi);
begin
    return array(
        select t.record_id
          from wall.newest_texts(guild, kind, spots, newest) t
         where t.spot_pos between lo and hi
           and t.owner_id between owner_from and owner_to
           and t.text like all (patterns)
         limit most);
end
$$;

create or replace function wall.search_trigrams(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid,
                                                most integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_indexscan = off
as $$
declare
    spots constant bigint[] := wall.few_spots(guild, lo, hi);
begin
    if spots is null then
        return array(
            select t.record_id
              from guild.search_texts t
             where t.guild_id = guild
               and t.kind = search_trigrams.kind
               and t.spot_pos + 0 between lo and hi  -- not looked for in the index: it would read half of it
               and t.owner_id between owner_from and owner_to
               and t.text like patterns[1]
               and t.text like coalesce(patterns[2], '%')
               and t.text like coalesce(patterns[3], '%')
               and t.text like all (patterns)
             limit most);
    end if;
    return array(
        select t.record_id
          from unnest(spots) as s (pos)
         cross join lateral (
               select t.record_id
                 from guild.search_texts t
                where t.guild_id = guild
                  and t.kind = search_trigrams.kind
                  and t.spot_pos = s.pos
                  and t.owner_id between owner_from and owner_to
                  and t.text like patterns[1]
                  and t.text like coalesce(patterns[2], '%')
                  and t.text like coalesce(patterns[3], '%')
                  and t.text like all (patterns)
                limit most) t
         limit most);
end
$$;

create or replace function wall.search_beginnings(guild uuid, kind smallint, asked text, words text[], patterns text[], lo bigint, hi bigint,
                                       owner_from uuid, owner_to uuid, most integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
    rarest constant text := wall.rarest_word(guild, kind, words);
begin
    return array(
        select w.record_id
          from (values (0, rarest), (1, rarest), (2, wall.bare(asked)), (3, wall.phone_word(asked)), (4, lower(btrim(asked))),
                       (5, lower(btrim(asked)))) as f (field, word)
         cross join lateral (
               select x.record_id
                 from (select w.record_id, w.spot_pos, w.owner_id
                         from guild.search_words w
                        where w.guild_id = guild
                          and w.field = kind + f.field
                          and w.word >= f.word
                          and w.word < f.word || U&'\+10FFFF'
                        order by w.field, w.word
                        limit 3000) x
                where x.spot_pos between lo and hi
                  and x.owner_id between owner_from and owner_to
                  and (cardinality(words) = 1
                       or f.field > 1
                       or exists (select
                                    from guild.search_texts t
                                   where t.guild_id = guild
                                     and t.kind = search_beginnings.kind
                                     and t.record_id = x.record_id
                                     and t.text like all (patterns)))
                limit most) w);
end
$$;

set local role guildhall_owner;
create trigger search_contacts after update of deleted_at on guild.customers for each row
  when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function wall.index_contacts_of();

alter table guild.customers no force row level security;
alter table guild.contacts no force row level security;
alter table guild.search_words no force row level security;
alter table guild.search_texts no force row level security;
delete from guild.search_words w
 using guild.contacts p
  join guild.customers c on c.guild_id = p.guild_id and c.id = p.customer_id and c.deleted_at is not null
 cross join lateral wall.search_words_of(20::smallint, concat_ws(' ', p.first_name, p.last_name), null, p.phone, p.email) f
 where w.guild_id = p.guild_id
   and w.field = f.field
   and w.word = f.word
   and w.record_id = p.id;
delete from guild.search_texts t
 using guild.customers c
 where t.kind = 20
   and c.guild_id = t.guild_id
   and c.id = t.customer_id
   and c.deleted_at is not null;
alter table guild.customers force row level security;
alter table guild.contacts force row level security;
alter table guild.search_words force row level security;
alter table guild.search_texts force row level security;
