-- Names are found by all of their words, in their order, and what has no word in it finds nothing.
set local role guildhall_wall;

-- At most 32 different words of at most forty characters, in the order of the text. In plpgsql, which keeps its plan: it runs with every
-- row written.
create or replace function wall.words(text text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(array_agg(w.word order by w.place), '{}')
          from (select left(s.word, 40) as word, min(s.place) as place
                  from regexp_split_to_table(wall.fold(words.text), '[[:space:][:punct:]]+') with ordinality as s (word, place)
                 where s.word <> ''
                 group by left(s.word, 40)
                 order by min(s.place)
                 limit 32) w);
end
$$;

-- What a search asks for, as wall.finds takes it: a beginning for each of its words, or what nothing has if it has no word. Once in a
-- statement is enough: wall.finds(name, (select wall.asked($1))).
create function wall.asked(search text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg('% ' || w.word || '%'), '{""}') from unnest(wall.words(asked.search)) as w (word));
end
$$;

-- Whether each word that is asked for begins a word of what is stored: of words, or of a text however long. Put in place where they are
-- called, and so they name each parameter once.
create function wall.finds(words text[], asked text[])
returns boolean
language sql stable parallel safe
return ' ' || array_to_string(words, ' ') like all (asked);

create function wall.finds(text text, asked text[])
returns boolean
language sql stable parallel safe
return ' ' || regexp_replace(wall.fold(text), '[[:space:][:punct:]]+', ' ', 'g') like all (asked);

grant execute on function wall.asked(text), wall.finds(text[], text[]), wall.finds(text, text[]) to guildhall_app, guildhall_owner;

-- What was stored by the old rule is written anew. No trigger runs: these words are no change of a record.
set local role guildhall_owner;

alter table guild.products
    drop column words,
    add column words text[] not null generated always as (wall.words(name || ' ' || coalesce(sku, ''))) stored;
alter table guild.estimates
    drop column words,
    add column words text[] not null generated always as (wall.words(customer_name || ' ' || coalesce(number, ''))) stored;

alter table guild.customers no force row level security;
alter table guild.customer_words no force row level security;
delete from guild.customer_words w
 using guild.customers c
 where c.guild_id = w.guild_id
   and c.id = w.customer_id
   and w.source_id = c.id
   and w.kind = 'name'
   and w.word <> all (wall.words(c.name));
insert into guild.customer_words (guild_id, customer_id, source_id, spot_pos, owner_id, kind, word)
select c.guild_id, c.id, c.id, c.spot_pos, c.owner_id, 'name', w.word
  from guild.customers c
 cross join lateral unnest(wall.words(c.name)) as w (word)
 where c.deleted_at is null
    on conflict do nothing;
alter table guild.customers force row level security;
alter table guild.customer_words force row level security;
