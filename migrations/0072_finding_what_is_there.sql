-- What was there before 0071 is found as well, and what it replaces goes.
set local role guildhall_owner;

alter table guild.search_words no force row level security;
alter table guild.search_texts no force row level security;

alter table guild.customers no force row level security;
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, c.spot_pos, c.owner_id
  from guild.customers c
 cross join lateral wall.search_words_of(10::smallint, c.name, c.vat_number, c.phone, null) f
 where c.deleted_at is null;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 10, c.id, c.spot_pos, c.owner_id, null, wall.search_text_of(c.name, c.phone, null, array[c.vat_number, c.external_id, coalesce(c.address, c.billing_address) ->> 'city'])
  from guild.customers c
 where c.deleted_at is null;
alter table guild.customers force row level security;

alter table guild.contacts no force row level security;
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, c.spot_pos, c.owner_id
  from guild.contacts c
 cross join lateral wall.search_words_of(20::smallint, concat_ws(' ', c.first_name, c.last_name), null, c.phone, c.email) f
 where c.deleted_at is null;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 20, c.id, c.spot_pos, c.owner_id, c.customer_id, wall.search_text_of(concat_ws(' ', c.first_name, c.last_name), c.phone, c.email, '{}')
  from guild.contacts c
 where c.deleted_at is null;
alter table guild.contacts force row level security;

alter table guild.estimates no force row level security;
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, c.spot_pos, c.owner_id
  from guild.estimates c
 cross join lateral wall.search_words_of(30::smallint, c.customer_name, null, null, null) f
 where c.deleted_at is null;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 30, c.id, c.spot_pos, c.owner_id, null, wall.search_text_of(c.customer_name, null, null, array[c.number])
  from guild.estimates c
 where c.deleted_at is null;
alter table guild.estimates force row level security;

alter table guild.activities no force row level security;
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, c.spot_pos, c.owner_id
  from guild.activities c
 cross join lateral wall.search_words_of(40::smallint, c.subject, null, null, null) f
 where c.deleted_at is null;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 40, c.id, c.spot_pos, c.owner_id, null, wall.search_text_of(c.subject, null, null, '{}')
  from guild.activities c
 where c.deleted_at is null;
alter table guild.activities force row level security;

alter table guild.products no force row level security;
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, -1, c.created_by
  from guild.products c
 cross join lateral wall.search_words_of(50::smallint, c.name, null, null, null) f
 where c.deleted_at is null;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 50, c.id, -1, c.created_by, null, wall.search_text_of(c.name, null, null, array[c.sku, c.external_id])
  from guild.products c
 where c.deleted_at is null;
alter table guild.products force row level security;

alter table guild.search_words force row level security;
alter table guild.search_texts force row level security;

-- Words that stand in the row are those of before: written anew. Contacts have theirs in search_texts.
alter table guild.products
    drop column words,
    add column words text[] not null generated always as (wall.words(name || ' ' || coalesce(sku, ''))) stored;
alter table guild.estimates
    drop column words,
    add column words text[] not null generated always as (wall.words(customer_name || ' ' || coalesce(number, ''))) stored;
alter table guild.contacts drop column words;

drop trigger words on guild.customers;
drop trigger words_move on guild.customers;
drop trigger words on guild.contacts;
drop table guild.customer_words;
delete from platform.protected_tables where table_name = 'guild.customer_words';
set local role guildhall_wall;
drop function wall.write_customer_words(), wall.move_customer_words(), wall.write_contact_words();
