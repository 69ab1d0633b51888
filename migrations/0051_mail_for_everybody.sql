-- Where everybody may have an address: the large providers under each country's name, and more of the others.
set local role guildhall_wall;

create or replace function wall.domain_word(email text)
returns text
language sql immutable parallel safe
return case
           when split_part(lower(email), '@', 2) = ''
                or split_part(lower(email), '@', 2)
                   ~ '^(yahoo|ymail|rocketmail|hotmail|outlook|live|msn|gmx|aol|icloud|yandex|zoho|mail)\.(com?\.)?[a-z]{2,4}(\.[a-z]{2})?$'
                or split_part(lower(email), '@', 2)
                   in ('gmail.com', 'googlemail.com', 'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'pm.me', 'tutanota.com',
                       'tuta.io', 'fastmail.com', 'hey.com', 'web.de', 't-online.de', 'freenet.de', 'posteo.de', 'mailbox.org',
                       'bluewin.ch', 'chello.at', 'orange.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'laposte.net', 'libero.it',
                       'virgilio.it', 'alice.it', 'tin.it', 'telefonica.net', 'sapo.pt', 'ziggo.nl', 'kpnmail.nl', 'telenet.be',
                       'skynet.be', 'wp.pl', 'o2.pl', 'onet.pl', 'interia.pl', 'seznam.cz', 'centrum.cz', 'abv.bg', 'ukr.net', 'bk.ru',
                       'inbox.ru', 'list.ru', 'rambler.ru', 'btinternet.com', 'sky.com', 'comcast.net', 'verizon.net', 'att.net',
                       'sbcglobal.net', 'bellsouth.net', 'cox.net', 'shaw.ca', 'rogers.com', 'bigpond.com', 'optusnet.com.au',
                       'uol.com.br', 'bol.com.br', 'terra.com.br', 'rediffmail.com', 'naver.com', 'daum.net', 'hanmail.net', 'qq.com',
                       'foxmail.com', '163.com', '126.com', 'sina.com', 'sohu.com', 'aliyun.com', 'docomo.ne.jp', 'ezweb.ne.jp')
           then null
           else split_part(lower(email), '@', 2)
       end;

delete from guild.customer_words where kind = 'email_domain' and wall.domain_word('@' || word) is null;
