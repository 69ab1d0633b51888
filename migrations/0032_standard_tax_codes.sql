-- The tax codes that a guild begins with, so that its first line can be written: those of its country as far as we know them, for the
-- guild's administrator to check, change and remove. Nothing follows a rate that changes later: documents keep what they were written with.
set local role guildhall_owner;

-- Standard and commonly used reduced rates of value added tax, in percent. Sources: European Commission, Taxes in Europe Database (rates
-- in force on 1 January 2026); GOV.UK, VAT rates; Swiss Federal Tax Administration (ESTV); skatteetaten.no; skatturinn.is.
create table platform.tax_rates (
    country text          not null,
    rate    numeric(9, 6) not null,
    place   integer       not null,
    constraint tax_rates_key primary key (country, place),
    constraint tax_rates_country_form check (country ~ '^[A-Z]{2}$')
);
insert into platform.tax_rates (country, rate, place)
select r.country, t.rate, t.place
  from (values ('AT', array[20, 13, 10]), ('BE', array[21, 12, 6]), ('BG', array[20, 9]), ('CY', array[19, 9, 5]), ('CZ', array[21, 12]),
               ('DE', array[19, 7]), ('DK', array[25]), ('EE', array[24]), ('ES', array[21, 10, 4]), ('FI', array[25.5]),
               ('FR', array[20, 10, 5.5, 2.1]), ('GR', array[24, 13, 6]), ('HR', array[25, 13, 5]), ('HU', array[27, 18, 5]),
               ('IE', array[23, 13.5, 9]), ('IT', array[22, 10, 5, 4]), ('LT', array[21]), ('LU', array[17, 14, 8, 3]), ('LV', array[21, 12, 5]),
               ('MT', array[18, 7, 5]), ('NL', array[21, 9]), ('PL', array[23, 8, 5]), ('PT', array[23, 13, 6]), ('RO', array[21, 11]),
               ('SE', array[25, 12, 6]), ('SI', array[22, 9.5, 5]), ('SK', array[23, 19, 5]),
               ('GB', array[20, 5]), ('CH', array[8.1, 3.8, 2.6]), ('LI', array[8.1, 3.8, 2.6]), ('NO', array[25, 15, 12]), ('IS', array[24, 11])
       ) as r (country, rates)
 cross join lateral unnest(r.rates) with ordinality as t (rate, place);

-- What is taxed at 0 %, by EN 16931's categories; where: 'EU', 'VAT' (every country with rates above) or everywhere.
create table platform.untaxed_codes (
    place            integer not null,
    name             text    not null,
    category         text    not null,
    exemption_reason text,
    only_in          text    not null,
    constraint untaxed_codes_key primary key (place)
);
insert into platform.untaxed_codes (place, name, category, exemption_reason, only_in)
values (11, 'Zero rated', 'Z', null, 'everywhere'),
       (12, 'Exempt', 'E', 'Exempt from tax', 'everywhere'),
       (13, 'Reverse charge', 'AE', 'Reverse charge', 'VAT'),
       (14, 'Intra-Community supply', 'K', 'Intra-Community supply, Article 138 of Directive 2006/112/EC', 'EU'),
       (15, 'Export', 'G', 'Export', 'VAT'),
       (16, 'Not subject to tax', 'O', 'Not subject to tax', 'everywhere');
grant select on platform.tax_rates, platform.untaxed_codes to guildhall_wall;

set local role guildhall_wall;

-- A country without rates here (sales taxes differ from place to place) begins with the untaxed codes.
create function wall.standard_tax_codes(guild_country text)
returns table (place integer, name text, category text, rate numeric, exemption_reason text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select r.place, case r.place when 1 then 'Standard ' else 'Reduced ' end || trim_scale(r.rate) || ' %', 'S', r.rate, null
      from platform.tax_rates r
     where r.country = guild_country
     union all
    select u.place, u.name, u.category, 0, u.exemption_reason
      from platform.untaxed_codes u
     where u.only_in = 'everywhere'
        or u.only_in = 'VAT' and exists (select from platform.tax_rates r where r.country = guild_country)
        or u.only_in = 'EU' and exists (select from platform.tax_rates r where r.country = guild_country)
                            and guild_country not in ('GB', 'CH', 'LI', 'NO', 'IS')
$$;

-- A UUIDv7 (RFC 9562) whose order within the millisecond is the caller's.
create function wall.uuid_in_order(place integer)
returns uuid
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(place), 3, '0')
            || substr(translate(gen_random_uuid()::text, '-', ''), 17))::uuid
$$;

create function wall.begin_tax_codes()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.tax_codes (guild_id, id, name, category, rate, exemption_reason, created_by, updated_by)
    select new.guild_id, wall.uuid_in_order(c.place), c.name, c.category, c.rate, c.exemption_reason, new.created_by, new.created_by
      from wall.standard_tax_codes(new.country) c
     order by c.place;
    return null;
end
$$;
grant execute on function wall.begin_tax_codes() to guildhall_owner;

set local role guildhall_owner;
create trigger begin_tax_codes after insert on guild.settings
    for each row execute function wall.begin_tax_codes();
