/* A dozen of each to try things with: an import like any other, so that all of it can be taken back. */

export type SampleKind = 'customers' | 'products';

const customers = `Company,First name,Last name,E-mail,Phone,City,Country,Website
Alder & Finch Bookbinders,Nora,Finch,nora@alderfinch.example,+44 20 7946 0018,London,GB,alderfinch.example
Bäckerei Sonnenschein,Jonas,Keller,jonas@sonnenschein.example,+49 30 5550142,Berlin,DE,sonnenschein.example
Café des Deux Ponts,Camille,Moreau,camille@deuxponts.example,+33 1 55 50 01 34,Paris,FR,deuxponts.example
Cerámica La Alondra,Lucía,Ortega,lucia@alondra.example,+34 955 501 234,Sevilla,ES,alondra.example
Fjord Timber,Ingrid,Dahl,ingrid@fjordtimber.example,+47 55 50 12 34,Bergen,NO,fjordtimber.example
Hibiscus Travel,Amara,Okafor,amara@hibiscus.example,+234 1 555 0123,Lagos,NG,hibiscus.example
Kawasemi Design,Haruki,Mori,haruki@kawasemi.example,+81 3 5550 1234,Tokyo,JP,kawasemi.example
Larkspur Dental,Priya,Nair,priya@larkspur.example,+1 212 555 0142,New York,US,larkspur.example
Oficina do Mar,Tiago,Ramos,tiago@oficinadomar.example,+351 21 555 0123,Lisboa,PT,oficinadomar.example
Officine Brera,Giulia,Conti,giulia@brera.example,+39 02 5550 1234,Milano,IT,brera.example
Perth Marine Supply,Oliver,Shaw,oliver@perthmarine.example,+61 8 5550 1234,Perth,AU,perthmarine.example
Zielona Brama,Zofia,Nowak,zofia@zielonabrama.example,+48 22 555 01 23,Warszawa,PL,zielonabrama.example
`;

const products = `Name,SKU,Unit,Unit price,Category,Description
Advice on site,S-100,hour,95.00,Services,
Design draft,S-101,piece,480.00,Services,Two rounds of changes are in the price
Installation,S-102,hour,72.50,Services,
Training day,S-103,day,890.00,Services,Up to eight people
Care contract,S-104,month,120.00,Services,
Travel,S-105,km,0.42,Travel,
Oak board,M-201,m,18.90,Materials,
Linen cover,M-202,piece,34.00,Materials,
Brass handle,M-203,piece,12.75,Materials,
Wall paint white,M-204,l,9.60,Materials,
Cable Cat 7,M-205,m,1.35,Materials,
Desk lamp,M-206,piece,64.00,Materials,
`;

const files = { customers, products };

export const sampleName = (kind: SampleKind) => `sample-${kind}.csv`;
export const sampleFile = (kind: SampleKind) => new File([files[kind]], sampleName(kind), { type: 'text/csv' });
