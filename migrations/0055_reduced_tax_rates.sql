-- Reduced rates that were missing in 0032; source: European Commission, Taxes in Europe Database (rates in force on 1 January 2026). For
-- guilds that begin from now on: what a guild has, it may have changed itself.
set local role guildhall_owner;

delete from platform.tax_rates where country in ('CY', 'EE', 'FI', 'LT', 'MT');
insert into platform.tax_rates (country, rate, place)
select r.country, t.rate, t.place
  from (values ('CY', array[19, 9, 5, 3]), ('EE', array[24, 13, 9]), ('FI', array[25.5, 13.5, 10]), ('LT', array[21, 12, 5]),
               ('MT', array[18, 12, 7, 5])
       ) as r (country, rates)
 cross join lateral unnest(r.rates) with ordinality as t (rate, place);
