#include "imports/fields.h"

#include <algorithm>

namespace guildhall::imports {

namespace {

constexpr std::string_view street = "street streetaddress addressline1 addressline address1 address strasseundhausnummer strassehausnummer "
                                    "strassenr strasse anschrift rueetnumero rue adresse1 ligneadresse1 adresse calleynumero calle "
                                    "direccion1 direccion domicilio indirizzo via straatnaam straat adres endereco rua morada gata ulica";
constexpr std::string_view city =
    "city town cityname ort stadt wohnort ville localite commune ciudad localidad poblacion citta comune stad "
    "plaats woonplaats cidade stadt miasto";
constexpr std::string_view region = "region state stateprovince stateregion province county bundesland kanton departement etat provincia "
                                    "comunidadautonoma estado regione provincie";
constexpr std::string_view postal_code = "postalcode postcode zip zipcode zippostalcode plz postleitzahl codepostal cp codigopostal cap "
                                         "cep postnummer kodpocztowy";
constexpr std::string_view country = "country countrycode countryname countryregion land landcode laendercode staat pays codepays pais "
                                     "codigopais paese nazione kraj";
constexpr std::string_view currency = "currency currencycode waehrung wahrung devise monnaie moneda divisa valuta waluta";

constexpr std::string_view full_name =
    "contactname contactperson contact primarycontact maincontact contactfullname ansprechpartner ansprechperson kontaktperson kontakt "
    "nomducontact personneacontacter interlocuteur personadecontacto nombredecontacto contacto personadicontatto referente contatto "
    "contactpersoon fullname";
constexpr std::string_view first_name =
    "firstname contactfirstname givenname forename vorname prenom nombredepila primernombre nombres voornaam primeironome imie fornamn";
constexpr std::string_view last_name =
    "lastname contactlastname surname familyname nachname familienname zuname nomdefamille apellidos apellido primerapellido cognome "
    "achternaam sobrenome apelido nazwisko efternamn";
constexpr std::string_view email =
    "email emailaddress contactemail mail mailaddress emailadresse mailadresse adresseemail adressemail courriel correoelectronico correo "
    "direccionemail indirizzoemail emailadres epost";
constexpr std::string_view title =
    "contacttitle jobtitle title position jobposition role funktion stellung berufsbezeichnung titel fonction poste titre cargo puesto "
    "titulo ruolo functie";
constexpr std::string_view opted_out = "optedout optout emailoptout donotemail unsubscribed abgemeldet desabonne baja";
constexpr std::string_view invalid_address = "invalidaddress invalidemail bounced emailbounced hardbounced";
constexpr std::string_view phone =
    "phone phone1 phonenumber telephone telephonenumber tel telno telefon telefonnummer telefonnr rufnummer fon numerodetelephone telefono "
    "numerodetelefono telefoon telefoonnummer telefone mainphone officephone";
constexpr std::string_view customer_id =
    "externalid customerid customernumber customerno customercode clientid clientnumber clientcode accountnumber accountid kundennummer "
    "kundennr kundenid kdnr numeroclient noclient codeclient idclient nclient numerocliente codigocliente idcliente ncliente "
    "codicecliente "
    "klantnummer klantcode klantid symbol ticker tickersymbol id code nummer nr number numero";
constexpr std::string_view customer_name =
    "companyname company customername customer clientname client firmenname firma kundenname kunde unternehmen nomentreprise "
    "nomdelentreprise entreprise raisonsociale nomsociete societe nomclient nombreempresa nombredelaempresa razonsocial empresa "
    "nombrecliente cliente nomeempresa ragionesociale azienda bedrijfsnaam bedrijf klantnaam klant organization organisation "
    "organizationname organisationname security business businessname accountname account displayname name nom nombre nome naam namn "
    "nazwa";
constexpr std::string_view mobile = "contactphone phone2 mobilephone mobile mobilenumber cellphone cell directphone mobiltelefon "
                                    "mobilnummer mobil handy handynummer portable "
                                    "telephoneportable telefonomovil movil cellulare mobiel";
constexpr std::string_view any_name =
    "contactname contactperson contact fullname name person ansprechpartner kontakt nomducontact interlocuteur contacto contatto "
    "contactpersoon nom nombre nome naam";
constexpr std::string_view any_phone =
    "phone phone1 phonenumber telephone telephonenumber tel telefon telefonnummer rufnummer telefono telefoon contactphone mobilephone "
    "mobile mobilenumber cellphone cell directphone mobil mobiltelefon handy portable movil cellulare mobiel";

constexpr std::array<ImportField, 35> of_customers{{
    {"external_id", Form::text, 200, customer_id},
    {"name", Form::text, 200, customer_name},
    {"vat_number", Form::text, 50,
     "vatnumber vatid vatno vatregistrationnumber vat taxid taxnumber taxidentificationnumber ustidnr ustid umsatzsteuerid ustidentnummer "
     "steuernummer numerotva numerodetva tvaintracommunautaire tva cifnif nifcif nif cif rfc numeroiva partitaiva piva btwnummer btw nip"},
    {"phone", Form::text, 50, phone},
    {"website", Form::website, 500,
     "website websiteurl web webaddress homepage url webseite webadresse internetseite internet siteweb siteinternet site sitioweb "
     "paginaweb domain www"},
    {"currency", Form::currency, 20, currency},
    {"language", Form::language, 50, "language languagecode preferredlanguage sprache langue idioma lingua taal lang"},
    {"payment_terms_days", Form::days, 50,
     "paymenttermsdays paymentterms paymentterm termsdays terms netdays zahlungszieltage zahlungsziel zahlungsfrist zahlungsbedingungen "
     "delaidepaiement conditionsdepaiement plazodepago condicionesdepago terminidipagamento betaaltermijn betalingstermijn"},
    {"kind", Form::person_or_company, 50,
     "kind customertype accounttype clienttype kundentyp kundenart typeclient tipodecliente tipocliente"},
    {"status", Form::status, 50, "status customerstatus kundenstatus statut"},
    {"address.street", Form::text, 500, street},
    {"address.city", Form::text, 200, city},
    {"address.region", Form::text, 200, region},
    {"address.postal_code", Form::text, 40, postal_code},
    {"address.country", Form::country, 200, country},
    {"address.location", Form::location, 400,
     "headquarterslocation headquarters headquarter hqlocation hq location citystate citycountry standort firmensitz hauptsitz sitz "
     "siegesocial siege ubicacion sede sedecentral"},
    {"billing_address.street", Form::text, 500, street},
    {"billing_address.city", Form::text, 200, city},
    {"billing_address.region", Form::text, 200, region},
    {"billing_address.postal_code", Form::text, 40, postal_code},
    {"billing_address.country", Form::country, 200, country},
    {"shipping_address.street", Form::text, 500, street},
    {"shipping_address.city", Form::text, 200, city},
    {"shipping_address.region", Form::text, 200, region},
    {"shipping_address.postal_code", Form::text, 40, postal_code},
    {"shipping_address.country", Form::country, 200, country},
    {"contact.name", Form::full_name, 400, full_name},
    {"contact.first_name", Form::text, 200, first_name},
    {"contact.last_name", Form::text, 200, last_name},
    {"contact.email", Form::email, 254, email},
    {"contact.phone", Form::text, 50, mobile},
    {"contact.title", Form::text, 200, title},
    {"note", Form::text, 20'000,
     "note notes comment comments remark remarks description bemerkung bemerkungen notiz notizen anmerkung kommentar remarque remarques "
     "commentaire notas nota observaciones comentarios annotazioni opmerkingen"},
    {"contact.opted_out", Form::yes_or_no, 20, opted_out},
    {"contact.invalid_address", Form::yes_or_no, 20, invalid_address},
}};

constexpr std::array<ImportField, 10> of_products{{
    {"external_id", Form::text, 200,
     "externalid productid productnumber productno productcode itemid itemnumber itemno articleid articlenumber artikelnummer artikelnr "
     "artikelid artnr produktnummer produktnr produktid referenceproduit idproduit codeproduit refproduit codigoproducto idproducto "
     "referencia codiceprodotto codicearticolo codigoproduto id code codigo codice nummer nr number numero reference ref"},
    {"sku", Form::text, 100, "sku stockkeepingunit skucode variantsku itemcode lagernummer"},
    {"name", Form::text, 200,
     "productname itemname articlename product item article artikelname artikelbezeichnung produktname produktbezeichnung artikel produkt "
     "nomduproduit nomproduit produit libelle designation nombredelproducto nombreproducto producto articulo nomeprodotto prodotto "
     "articolo denominazione productnaam nomeproduto produto servicename service leistung bezeichnung title name nom nombre nome naam "
     "benamning nazwa"},
    {"description", Form::text, 2'000,
     "description productdescription longdescription desc beschreibung artikelbeschreibung langtext details descriptif descripcion "
     "descrizione omschrijving descricao"},
    {"category", Form::text, 200,
     "category categoryname productcategory producttype productgroup group warengruppe artikelgruppe produktgruppe kategorie gruppe "
     "categorie famille groupedeproduits categoria familia gruppo productgroep"},
    {"unit", Form::text, 100,
     "unit quantityperunit unitofmeasure uom packaging packsize mengeneinheit verpackungseinheit einheit unitedemesure unite "
     "conditionnement unidaddemedida unidad unitadimisura unita eenheid unidade"},
    {"unit_price", Form::number, 40,
     "unitprice priceperunit price netprice listprice salesprice sellingprice einzelpreis stuckpreis verkaufspreis nettopreis listenpreis "
     "vkpreis preis prixunitaire prixunitaireht prixdevente prixht prix tarif preciounitario preciodeventa precioventa pvp precio "
     "prezzounitario prezzo stukprijs prijs precounitario preco pris cena"},
    {"currency", Form::currency, 20, currency},
    {"active", Form::yes_or_no, 20, "active isactive enabled available aktiv verfugbar actif activo attivo actief ativo"},
    {"discontinued", Form::opposite, 20,
     "discontinued isdiscontinued inactive disabled archived eingestellt ausgelaufen inaktiv abandonne inactif descatalogado "
     "descontinuado inactivo fuoriproduzione vervallen"},
}};

// Of a contact's row the customer's own columns say where the contact belongs.
constexpr std::array<ImportField, 10> of_contacts{{
    {"customer.external_id", Form::text, 200, customer_id},
    {"customer.name", Form::text, 200,
     "company companyname customer customername client clientname account accountname organization organisation employer firma "
     "firmenname kunde kundenname unternehmen entreprise societe raisonsociale empresa cliente azienda bedrijf klant"},
    {"contact.name", Form::full_name, 400, any_name},
    {"contact.first_name", Form::text, 200, first_name},
    {"contact.last_name", Form::text, 200, last_name},
    {"contact.email", Form::email, 254, email},
    {"contact.phone", Form::text, 50, any_phone},
    {"contact.title", Form::text, 200, title},
    {"contact.opted_out", Form::yes_or_no, 20, opted_out},
    {"contact.invalid_address", Form::yes_or_no, 20, invalid_address},
}};

constexpr std::array matches_of_customers{MatchBy::external_id, MatchBy::vat_number, MatchBy::email, MatchBy::name};
constexpr std::array matches_of_products{MatchBy::external_id, MatchBy::sku, MatchBy::name};
constexpr std::array matches_of_contacts{MatchBy::email, MatchBy::name};

}  // namespace

std::span<ImportField const> fields_of(Kind kind)
{
    switch (kind) {
    case Kind::customers: return of_customers;
    case Kind::products: return of_products;
    case Kind::contacts: return of_contacts;
    }
    return {};
}

std::span<MatchBy const> choices_of(Kind kind)
{
    switch (kind) {
    case Kind::customers: return matches_of_customers;
    case Kind::products: return matches_of_products;
    case Kind::contacts: return matches_of_contacts;
    }
    return {};
}

std::string_view column_of(Kind kind, MatchBy by)
{
    if (by == MatchBy::email)
        return "contact.email";
    return kind == Kind::contacts ? "contact.last_name" : name_of(by);
}

ImportField const* find_field(Kind kind, std::string_view name)
{
    auto fields = fields_of(kind);
    auto found = std::ranges::find(fields, name, &ImportField::name);
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace guildhall::imports
