-- patch_…: $1 the change, $2 its rows, $3 what they become; null: what they said before, where they still say what they were left saying.
-- What comes to another customer does so in the trash too. What follows where it lies with another record is no content of its own. Every column that a record may change stands here
-- (rows_test.cpp); the triggers that look at single columns see them all.

-- patch_customers: add_tags and remove_tags are for each customer's own tags
with target as (
    select r.number, o.id, to_jsonb(o) as now,
           jsonb_populate_record(
               o, case when $3::jsonb ?| '{add_tags,remove_tags}'
                       then $3 || jsonb_build_object('tag_ids', array(
                                select t.id
                                  from unnest(o.tag_ids || array(select a.id::uuid from jsonb_array_elements_text($3 -> 'add_tags') as a (id)))
                                       with ordinality as t (id, place)
                                 where not coalesce($3 -> 'remove_tags' ? t.id::text, false)
                                 group by t.id
                                 order by min(t.place)))
                       else coalesce($3, r.before) end) as wanted
      from changed_rows r
      join customers o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o)) = r.left_as else o.deleted_at is null end
), written as (
    update customers c
       set external_id = (t.wanted).external_id, name = (t.wanted).name, kind = (t.wanted).kind, status = (t.wanted).status,
           vat_number = (t.wanted).vat_number, phone = (t.wanted).phone, website = (t.wanted).website,
           country = (t.wanted).country, currency = (t.wanted).currency, language = (t.wanted).language,
           payment_terms_days = (t.wanted).payment_terms_days, address = (t.wanted).address,
           billing_address = (t.wanted).billing_address, shipping_address = (t.wanted).shipping_address,
           group_id = (t.wanted).group_id, tag_ids = (t.wanted).tag_ids, spot_id = (t.wanted).spot_id, owner_id = (t.wanted).owner_id, deleted_at = (t.wanted).deleted_at,
           merged_into_id = (t.wanted).merged_into_id
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, o.name as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs
      from changed_rows r
      left join customers o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before, f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;

-- patch_contacts
with target as (
    select r.number, o.id, to_jsonb(o) as now, jsonb_populate_record(o, coalesce($3::jsonb, r.before)) as wanted
      from changed_rows r
      join contacts o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o) - '{spot_id,owner_id}'::text[]) = r.left_as else o.deleted_at is null or $3::jsonb ? 'customer_id' end
), written as (
    update contacts c
       set customer_id = (t.wanted).customer_id, first_name = (t.wanted).first_name, last_name = (t.wanted).last_name,
           email = (t.wanted).email, phone = (t.wanted).phone, title = (t.wanted).title, "primary" = (t.wanted)."primary",
           opted_out = (t.wanted).opted_out, invalid_address = (t.wanted).invalid_address,
           deleted_at = (t.wanted).deleted_at
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, concat_ws(' ', nullif(o.first_name, ''), nullif(o.last_name, '')) as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs
      from changed_rows r
      left join contacts o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before - '{spot_id,owner_id}'::text[], f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after - '{spot_id,owner_id}'::text[]) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;

-- patch_notes
with target as (
    select r.number, o.id, to_jsonb(o) as now, jsonb_populate_record(o, coalesce($3::jsonb, r.before)) as wanted
      from changed_rows r
      join notes o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o) - '{spot_id,owner_id}'::text[]) = r.left_as else o.deleted_at is null or $3::jsonb ? 'customer_id' end
), written as (
    update notes c
       set customer_id = (t.wanted).customer_id, body = (t.wanted).body, deleted_at = (t.wanted).deleted_at
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, left(o.body, 100) as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs
      from changed_rows r
      left join notes o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before - '{spot_id,owner_id}'::text[], f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after - '{spot_id,owner_id}'::text[]) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;

-- patch_activities
with target as (
    select r.number, o.id, to_jsonb(o) as now, jsonb_populate_record(o, coalesce($3::jsonb, r.before)) as wanted
      from changed_rows r
      join activities o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o) - '{spot_id}'::text[]) = r.left_as else o.deleted_at is null or $3::jsonb ? 'customer_id' end
), written as (
    update activities c
       set customer_id = (t.wanted).customer_id, kind = (t.wanted).kind, subject = (t.wanted).subject,
           body = (t.wanted).body, due_at = (t.wanted).due_at, remind_at = (t.wanted).remind_at,
           done_at = (t.wanted).done_at, owner_id = (t.wanted).owner_id, deleted_at = (t.wanted).deleted_at
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, o.subject as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs
      from changed_rows r
      left join activities o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before - '{spot_id}'::text[], f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after - '{spot_id}'::text[]) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;

-- patch_estimates
with target as (
    select r.number, o.id, o.state, to_jsonb(o) as now, jsonb_populate_record(o, coalesce($3::jsonb, r.before)) as wanted
      from changed_rows r
      join estimates o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o)) = r.left_as else o.deleted_at is null or $3::jsonb ? 'customer_id' end
), written as (
    update estimates c
       set customer_id = (t.wanted).customer_id, deleted_at = (t.wanted).deleted_at
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
       and (t.state = 'draft' or (t.wanted).deleted_at is null)
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, o.customer_name as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs, t.state as record_state
      from changed_rows r
      left join estimates o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     when f.record_state <> 'draft' then 'not_a_draft'
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before, f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;

-- patch_products
with target as (
    select r.number, o.id, to_jsonb(o) as now, jsonb_populate_record(o, coalesce($3::jsonb, r.before)) as wanted
      from changed_rows r
      join products o on o.guild_id = r.guild_id and o.id = r.record_id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2::integer[])
       and case when $3 is null then wall.content_digest(to_jsonb(o)) = r.left_as else o.deleted_at is null end
), written as (
    update products c
       set external_id = (t.wanted).external_id, sku = (t.wanted).sku, name = (t.wanted).name,
           description = (t.wanted).description, category = (t.wanted).category, unit = (t.wanted).unit,
           unit_price = (t.wanted).unit_price, currency = (t.wanted).currency, tax_code_id = (t.wanted).tax_code_id,
           active = (t.wanted).active, deleted_at = (t.wanted).deleted_at
      from target t
     where c.guild_id = wall.guild_id()
       and c.id = t.id
       and to_jsonb(t.wanted) <> t.now
    returning c.id, to_jsonb(c) as now
), found as (
    select r.number, o.name as name, t.id, t.now as before, w.now as after, to_jsonb(t.wanted) <> t.now as differs
      from changed_rows r
      left join products o on o.guild_id = r.guild_id and o.id = r.record_id
      left join target t on t.number = r.number
      left join written w on w.id = t.id
     where r.guild_id = wall.guild_id()
       and r.change_id = $1
       and r.number = any($2)
)
update changed_rows r
   set state = case when f.after is not null or not f.differs
                    then case when $3 is null then 'restored' when f.differs then 'changed' else 'unchanged' end
                    when $3 is null then 'kept'
                    else 'failed' end,
       reason = case when f.after is not null or not f.differs then null
                     when f.id is null then case when $3 is null then 'changed_since' else 'not_there' end
                     else 'not_permitted' end,
       name = coalesce(f.name, ''),
       before = case when $3 is null then r.before when f.after is not null then wall.difference(f.before, f.after) end,
       left_as = case when $3 is null then r.left_as when f.after is not null then wall.content_digest(f.after) end
  from found f
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.number = f.number
returning r.number, r.state;
