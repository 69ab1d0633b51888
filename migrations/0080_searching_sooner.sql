-- Where one sees a part of a guild: what is frequent there is read off the newest records of one's own spots before the trigrams of the whole
-- guild are asked, and a list knows from them whether filtering in its own order will do. Measured in docs/decisions/0005.
set local role guildhall_owner;
create index search_texts_spot on guild.search_texts (guild_id, kind, spot_pos, record_id);

set local role guildhall_wall;

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
           and (t.customer_id is null or wall.customer_is_found(t))
         limit most);
end
$$;

-- As before, where only what belongs to a customer asks whether that is there.
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
               and (t.customer_id is null or wall.customer_is_found(t))
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
                  and (t.customer_id is null or wall.customer_is_found(t))
                limit most) t
         limit most);
end
$$;

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

-- As before. In its own order a list finds a page of what 20 of the guild's newest 1,000 have within sight; contacts are asked only while it
-- is open, and how many there are is told by the newest of one's own spots.
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
    patterns   constant text[] := wall.search_patterns(asked);
    whole      constant text := wall.search_whole(asked);
    in_order    boolean;
    their_ids   uuid[] := '{}';
    their_share integer := 0;
begin
    ids := '{}';
    if not wall.proven() or wall.words(asked) = '{}' then
        return;
    end if;
    in_order := 20 <= (select count(*)
                         from wall.newest_texts(guild, kind, null, 1000) t
                        where t.spot_pos between lo and hi
                          and t.owner_id between owner_from and owner_to
                          and (t.text like all (patterns) or t.text like whole));
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
