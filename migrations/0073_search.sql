-- Searching what 0071 keeps: from anywhere, and for lists. What comes are ids; whoever asks reads the records through the policies. The
-- functions look only within the guild and the range that were entered; measured in docs/decisions/0005.
set local role guildhall_wall;

-- The spots within a range if they are few; null if they are many, or it is everything.
create function wall.few_spots(guild uuid, lo bigint, hi bigint)
returns bigint[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    few bigint[];
begin
    if lo = hi then
        return array[lo];
    elsif lo = 0 then
        return null;
    end if;
    few := array(select s.pos from platform.spots s where s.guild_id = guild and s.pos between lo and hi limit 33);
    return case when cardinality(few) <= 32 then few end;
end
$$;

-- Of several words the one that the fewest names have, looking at 300 of each.
create function wall.rarest_word(guild uuid, kind smallint, words text[])
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
begin
    if cardinality(words) = 1 then
        return words[1];
    end if;
    return (
        select a.word
          from unnest(words) as a (word)
         order by (select count(*)
                     from (values (0), (1)) as f (field)
                    cross join lateral (select
                                          from guild.search_words w
                                         where w.guild_id = guild
                                           and w.field = kind + f.field
                                           and w.word >= a.word
                                           and w.word < a.word || U&'\+10FFFF'
                                         limit 300) w),
                  length(a.word) desc
         limit 1);
end
$$;

-- Records that have the words in their names, or what is asked for as VAT number, telephone number, e-mail address or domain: at most so
-- many by each. Not all of them, where many others', or many with but one of the words, come first.
create function wall.search_beginnings(guild uuid, kind smallint, asked text, words text[], patterns text[], lo bigint, hi bigint,
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
                                     and wall.customer_is_found(t)))
                limit most) w);
end
$$;

-- A contact is there as long as its customer is.
create function wall.customer_is_found(text guild.search_texts)
returns boolean
language sql stable
return text.customer_id is null
    or exists (select from guild.search_texts c where c.guild_id = text.guild_id and c.kind = 10 and c.record_id = text.customer_id);

-- Records whose text has all the patterns, among the newest 1,000 of the guild: what is frequent is found here.
create function wall.search_newest(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid, most integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_indexscan = on
as $$
begin
    return array(
        select t.record_id
          from (select *
                  from guild.search_texts t
                 where t.guild_id = guild
                   and t.kind = search_newest.kind
                 order by t.record_id desc
                 limit 1000) t
         where t.spot_pos between lo and hi
           and t.owner_id between owner_from and owner_to
           and t.text like all (patterns)
           and wall.customer_is_found(t)
         limit most);
end
$$;

-- Records whose text has all the patterns, by their trigrams: all there are, if these are fewer than so many. The planner believes that
-- reading on until enough are found is cheaper, which it is not for what is rare.
create function wall.search_trigrams(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid, most integer)
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
               and wall.customer_is_found(t)
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
                  and wall.customer_is_found(t)
                limit most) t
         limit most);
end
$$;

create function wall.search_texts_with(guild uuid, kind smallint, patterns text[], lo bigint, hi bigint, owner_from uuid, owner_to uuid,
                                       most integer)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found constant uuid[] := wall.search_newest(guild, kind, patterns, lo, hi, owner_from, owner_to, most);
begin
    if cardinality(found) >= most then
        return found;
    end if;
    return wall.search_trigrams(guild, kind, patterns, lo, hi, owner_from, owner_to, most);
end
$$;

-- The best so many records of a kind that are within the caller's range and have what is asked for. rank: 0 the very name, 1 the name
-- begins so, 2 each word begins one of the name, 3 each word begins one of the text, 4 it is a part of it. Parts of words are found from
-- three letters on.
create function wall.search(asked text, kind smallint, most integer)
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
    if cardinality(found) < most then
        if cardinality(words) = 1 and length(words[1]) > 2 and asked !~ '@' then
            found := found || wall.search_texts_with(guild, kind, array['%' || words[1] || '%'], lo, hi, owner_from, owner_to, most);
        else
            found := found || wall.search_texts_with(guild, kind, patterns, lo, hi, owner_from, owner_to, most);
        end if;
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
grant execute on function wall.search(text, smallint, integer) to guildhall_app;

-- Whether a search finds this text. Put in place where it is asked, with the patterns once in a statement: (select wall.search_patterns($1)).
create function wall.is_found(text text, patterns text[], whole text)
returns boolean
language sql stable parallel safe
return text like all (patterns) or text like whole;

-- For lists, which find by beginnings of words, by numbers and addresses, but not by parts of words: the ids of all records of a kind that
-- are found, if they are no more than so many; or null, and how many of 10,000 are. Customers are found by their contacts too.
create function wall.matching(asked text, kind smallint, most integer, out ids uuid[], out share integer)
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
    newest      record;
    their_ids   uuid[] := '{}';
    their_share integer := 0;
begin
    ids := '{}';
    if not wall.proven() or wall.words(asked) = '{}' then
        return;
    end if;
    select count(*) as seen, count(*) filter (where t.text like all (patterns) or t.text like whole) as found
      into newest
      from (select *
              from guild.search_texts t
             where t.guild_id = guild
               and t.kind = matching.kind
             order by t.record_id desc
             limit 1000) t
     where t.spot_pos between lo and hi
       and t.owner_id between owner_from and owner_to;
    if newest.seen < 500 or newest.found * 50 < newest.seen then
        ids := wall.search_trigrams(guild, kind, patterns, lo, hi, owner_from, owner_to, most + 1);
        if whole is not null then
            ids := ids || wall.search_trigrams(guild, kind, array[whole], lo, hi, owner_from, owner_to, most + 1);
        end if;
        if kind = 10 then
            select m.ids, m.share into their_ids, their_share from wall.matching(asked, 20::smallint, most) m;
            ids := ids || array(select t.customer_id
                                  from guild.search_texts t
                                 where t.guild_id = guild
                                   and t.kind = 20
                                   and t.record_id = any (their_ids));
        end if;
    end if;
    if cardinality(ids) not between 0 and most or newest.seen >= 500 and newest.found * 50 >= newest.seen or their_share > 0 then
        ids := null;
        share := greatest(1, newest.found * 10000 / greatest(newest.seen, 1), their_share);
    end if;
end
$$;
grant execute on function wall.is_found(text, text[], text), wall.matching(text, smallint, integer) to guildhall_app;
