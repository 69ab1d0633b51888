-- Every search finds words of three letters and more also within a word, lists too.
--
-- Where one sees a part of a guild: what is frequent there is read off the newest records of one's own spots before the trigrams of the whole
-- guild are asked, and a list knows from them whether filtering in its own order will do. Measured in docs/decisions/0005.
set local role guildhall_owner;
create index search_texts_spot on guild.search_texts (guild_id, kind, spot_pos, record_id);

set local role guildhall_wall;

-- What a text has that is found: each word that is asked for, within a word if it has three letters, or else at a beginning.
create or replace function wall.asked(search text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg(case when length(w.word) > 2 then '%' else '% ' end || w.word || '%'), '{""}')
              from unnest(wall.words(asked.search)) as w (word));
end
$$;

-- As wall.search_patterns, which are beginnings alone: an e-mail address is not looked for by its words.
create function wall.part_patterns(asked text)
returns text[]
language sql immutable parallel safe
return case when asked ~ '@' then '{""}' else wall.asked(asked) end;
grant execute on function wall.part_patterns(text) to guildhall_app;

-- The newest so many records of a kind: of these spots, or where none are given of the whole guild. Put in place where it is asked.
create function wall.newest_texts(guild uuid, kind smallint, spots bigint[], newest integer)
returns setof guild.search_texts
language sql stable
as $$
    (select t.*
       from guild.search_texts t
      where spots is null
        and t.guild_id = guild
        and t.kind = newest_texts.kind
      order by t.record_id desc
      limit newest)
    union all
    (select t.*
       from unnest(spots) as s (pos)
      cross join lateral (
            select *
              from guild.search_texts t
             where t.guild_id = guild
               and t.kind = newest_texts.kind
               and t.spot_pos = s.pos
             order by t.record_id desc
             limit newest / cardinality(spots)) t)
$$;

drop function wall.search_newest(uuid, smallint, text[], bigint, bigint, uuid, uuid, integer);

-- Records whose text has all the patterns, among the newest so many: what is frequent is found here.
create function wall.search_newest(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid, most integer,
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
           and (t.customer_id is null
                or exists (select from guild.search_texts c where c.guild_id = t.guild_id and c.kind = 10 and c.record_id = t.customer_id offset 0))
         limit most);
end
$$;

-- As before; whether the customer is there to whom a text belongs is asked in the statement itself.
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
               and (t.customer_id is null
                    or exists (select from guild.search_texts c where c.guild_id = t.guild_id and c.kind = 10 and c.record_id = t.customer_id offset 0))
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
                  and (t.customer_id is null
                       or exists (select from guild.search_texts c where c.guild_id = t.guild_id and c.kind = 10 and c.record_id = t.customer_id offset 0))
                limit most) t
         limit most);
end
$$;

-- As before, by the same question.
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
                  and (kind <> 20 and (cardinality(words) = 1 or f.field > 1)
                       or exists (select
                                    from guild.search_texts t
                                   where t.guild_id = guild
                                     and t.kind = search_beginnings.kind
                                     and t.record_id = x.record_id
                                     and (f.field > 1 or t.text like all (patterns))
                                     and (t.customer_id is null
                                          or exists (select from guild.search_texts c
                                                      where c.guild_id = t.guild_id and c.kind = 10 and c.record_id = t.customer_id offset 0))))
                limit most) w);
end
$$;

drop function wall.customer_is_found(guild.search_texts);

create or replace function wall.search_texts_with(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid,
                                                  most integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found uuid[] := wall.search_newest(guild, kind, patterns, lo, hi, owner_from, owner_to, most, 1000);
begin
    if cardinality(found) between 2 and most - 1 then
        found := wall.search_newest(guild, kind, patterns, lo, hi, owner_from, owner_to, most, 6000);
    end if;
    if cardinality(found) >= most then
        return found;
    end if;
    return wall.search_trigrams(guild, kind, patterns, lo, hi, owner_from, owner_to, most);
end
$$;

-- As before, and parts of several words as of one. rank: 0 the very name, 1 the name begins so, 2 each word begins one of the name, 3 each
-- word begins one of the text, 4 parts of it.
create or replace function wall.search(asked text, kind smallint, most integer)
returns table (record_id uuid, rank integer)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    guild      constant uuid := wall.guild_id();
    all_of_it  constant boolean := kind = 50;
    lo         constant bigint := case when all_of_it then -1 else current_setting('app.read_lo')::bigint end;
    hi         constant bigint := case when all_of_it then -1 else current_setting('app.read_hi')::bigint end;
    owner_from constant uuid := case when all_of_it then '00000000-0000-0000-0000-000000000000' else current_setting('app.read_from') end;
    owner_to   constant uuid := case when all_of_it then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else current_setting('app.read_to') end;
    words      constant text[] := wall.words(asked);
    patterns   constant text[] := wall.search_patterns(asked);
    whole      constant text := wall.search_whole(asked);
    name_line  constant text := ' ' || array_to_string(words, ' ');
    found      uuid[];
begin
    if not wall.proven() or words = '{}' then
        return;
    end if;
    found := wall.search_beginnings(guild, kind, asked, words, patterns, lo, hi, owner_from, owner_to, most);
    if (select count(distinct f.id) < most from unnest(found) as f (id)) then  -- one may be there by several words
        found := found || wall.search_texts_with(guild, kind, wall.part_patterns(asked), lo, hi, owner_from, owner_to, most);
        if whole is not null then
            found := found || wall.search_texts_with(guild, kind, array[whole], lo, hi, owner_from, owner_to, most);
        end if;
    end if;
    return query
    select t.record_id,
           case when t.text like name_line || E' \n%' then 0
                when t.text like name_line || '%' then 1
                when split_part(t.text, E'\n', 1) like all (patterns) then 2
                when t.text like all (patterns) or t.text like whole then 3
                else 4 end as rank
      from guild.search_texts t
     where t.guild_id = guild
       and t.kind = search.kind
       and t.record_id = any (found)
     order by rank, t.text, t.record_id
     limit most;
end
$$;

-- As before. In its own order a list finds a page of what 20 of the guild's newest 1,000 have within sight, and fewer than 1,000 are looked
-- up in any case; contacts are asked only while it is open, and how many there are is told by the newest of one's own spots.
create or replace function wall.matching(asked text, kind smallint, most integer, out ids uuid[], out share integer)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
    guild      constant uuid := wall.guild_id();
    lo         constant bigint := current_setting('app.read_lo');
    hi         constant bigint := current_setting('app.read_hi');
    owner_from constant uuid := current_setting('app.read_from');
    owner_to   constant uuid := current_setting('app.read_to');
    patterns   constant text[] := wall.part_patterns(asked);
    whole      constant text := wall.search_whole(asked);
    in_order    boolean;
    their_ids   uuid[] := '{}';
    their_share integer := 0;
begin
    ids := '{}';
    if not wall.proven() or wall.words(asked) = '{}' then
        return;
    end if;
    in_order := (select count(*) = 1000
                        and count(*) filter (where t.spot_pos between lo and hi
                                               and t.owner_id between owner_from and owner_to
                                               and (t.text like all (patterns) or t.text like whole)) >= 20
                   from wall.newest_texts(guild, kind, null, 1000) t);
    if not in_order then
        ids := wall.search_trigrams(guild, kind, patterns, lo, hi, owner_from, owner_to, most + 1);
        if whole is not null then
            ids := ids || wall.search_trigrams(guild, kind, array[whole], lo, hi, owner_from, owner_to, most + 1);
        end if;
        if kind = 10 and cardinality(ids) <= most then
            select m.ids, m.share into their_ids, their_share from wall.matching(asked, 20::smallint, most) m;
            ids := ids || array(select t.customer_id
                                  from guild.search_texts t
                                 where t.guild_id = guild
                                   and t.kind = 20
                                   and t.record_id = any (their_ids));
        end if;
    end if;
    if in_order or cardinality(ids) not between 0 and most or their_share > 0 then
        ids := null;
        select greatest(1, count(*) filter (where t.text like all (patterns) or t.text like whole) * 10000 / greatest(count(*), 1), their_share)
          into share
          from wall.newest_texts(guild, kind, wall.few_spots(guild, lo, hi), 1000) t
         where t.spot_pos between lo and hi
           and t.owner_id between owner_from and owner_to;
    end if;
end
$$;
