/* A dozen customers to try things with: an import like any other, so that all of it can be taken back. */

export const sampleFile = 'sample-customers.csv';

const rows = `Company,First name,Last name,E-mail,Phone,City,Country,Website
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

export const sampleCustomers = () => new File([rows], sampleFile, { type: 'text/csv' });
