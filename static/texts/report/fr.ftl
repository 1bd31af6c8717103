## Le rapport qu’un bureau fait de son coffre, sur l’ordinateur d’un membre de l’équipe. Les sources ne le voient pas.

report-title = Ce que contient le coffre
report-lead =
    { $count ->
        [one] Un envoi, du { $from } au { $until }.
       *[other] { $number } envois, du { $from } au { $until }.
    }
report-lead-once =
    { $count ->
        [one] Un envoi, le { $from }.
       *[other] { $number } envois, tous le { $from }.
    }
report-empty = Il n’y a aucun envoi ici.
report-only-desk = Seulement le bureau { $desk }.
report-only-since = Seulement ce qui est arrivé depuis le { $day }.
report-only-until = Seulement ce qui est arrivé jusqu’au { $day }.
report-care = Pour les yeux du bureau seulement. Il n’y a ici ni nom, ni identifiant, ni mot d’une source. Pourtant, un chiffre faible peut désigner une personne : gardez cette page comme vous gardez le coffre.
report-care-named = Cette page contient des identifiants, des noms de fichiers et des lieux tels que les sources les ont écrits. Gardez-la comme vous gardez le coffre, et supprimez-la quand elle a rempli son rôle.
report-number = Envois
report-as-table = La même chose en tableau
report-made = Fait le { $day } avec { $version }. Rien sur cette page ne vient d’ailleurs.

## Jours, mois et semaines
report-day = { $number } { $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = la semaine du { $day }
report-month-1 = janv.
report-month-2 = févr.
report-month-3 = mars
report-month-4 = avr.
report-month-5 = mai
report-month-6 = juin
report-month-7 = juil.
report-month-8 = août
report-month-9 = sept.
report-month-10 = oct.
report-month-11 = nov.
report-month-12 = déc.

## Quand c’est arrivé
report-came-title = Quand c’est arrivé
report-came-day = Envois par jour
report-came-week = Envois par semaine, à partir du lundi
report-came-month = Envois par mois
report-came-year = Envois par an
report-came-most = Le jour avec le plus d’envois est le { $day } : { $number }.
report-came-most-in = La période avec le plus d’envois est { $day } : { $number }.
report-came-once = Tout est arrivé le { $day }.
report-step-day = Jour
report-step-week = Semaine
report-step-month = Mois
report-step-year = Année

## Ce qui attend le bureau
report-waits-title = Ce qui vous attend
report-waits-head = Ce qui attend
report-waits-nothing = Rien ne vous attend.
report-waits-unanswered = Sans réponse
report-waits-incomplete = Tout n’est pas ici
report-waits-repeated = Envoyé de nouveau, en entier ou un de ses fichiers
report-waits-withdrawn = Retiré par la source, et encore ici
report-waits-not-kept = Avec des fichiers qui n’ont pas été gardés
report-waits-doubtful = Pas en accord avec la liste de l’équipe
report-waits-no-consent = Sans consentement lisible
report-waits-unreadable = Paquets qui ne s’ouvrent pas

## Ce que les sources ont coché
report-kinds-title = De quoi il s’agit
report-kinds-lead = Comme les sources l’ont coché. Un envoi peut avoir plusieurs coches.
report-kinds-head = Type de fait
report-places-title = Quel type de lieu
report-places-lead = Comme les sources l’ont coché.
report-places-head = Type de lieu
report-languages-title = Dans quelle langue
report-languages-lead = La langue de la page où cela a été raconté.
report-languages-head = Langue
report-desks-title = À quel bureau
report-desks-lead = Les personnes de chaque bureau lisent ce qui lui arrive.
report-desks-head = Bureau
report-left =
    { $count ->
        [one] Un envoi a laissé ceci ouvert.
       *[other] { $number } ont laissé ceci ouvert.
    }
report-not-asked =
    { $count ->
        [one] Un envoi est venu par un formulaire qui ne le demande pas.
       *[other] { $number } sont venus par des formulaires qui ne le demandent pas.
    }
report-unknown =
    { $count ->
        [one] Pour un envoi, le formulaire ou le témoignage n’est pas ici.
       *[other] Pour { $number }, le formulaire ou le témoignage n’est pas ici.
    }

## Fichiers
report-files-title = Fichiers
report-files-lead =
    { $count ->
        [one] { $number } fichier.
       *[other] { $number } fichiers.
    }
report-files-size = { $size } en tout.
report-files-without =
    { $count ->
        [0] Chaque envoi en a.
        [one] Un envoi n’en a pas.
       *[other] { $number } envois n’en ont pas.
    }
report-files-head = Type, tel que le navigateur l’a nommé
report-files-number = Fichiers
report-files-bytes = Taille
report-media-image = Autres images
report-media-video = Autres vidéos
report-media-audio = Autres sons
report-media-text = Autres textes
report-media-other = Tout le reste

## Ce que les sources permettent
report-uses-title = Ce qui peut être transmis
report-uses-lead = Ce que les sources permettent aujourd’hui, usage par usage. Chaque envoi qui n’a pas été retiré compte une fois par ligne.
report-uses-without = Sans consentement, par usage
report-uses-note = « Sans consentement » compte les deux : qui veut qu’on lui demande d’abord, et qui a dit non.
report-without =
    { $count ->
        [0] tous avec consentement
       *[other] { $number } sans consentement
    }
report-value-yes = Oui
report-value-anonymous = Sans nom
report-value-ask = Demander
report-value-no = Non
report-use-c1 = Statistiques
report-use-c2 = Organisation partenaire ou avocat
report-use-c3 = Nations Unies
report-use-c4 = Tribunal, identité non révélée
report-use-c5 = Tribunal qui connaît l’identité
report-use-c6 = Rapports et médias
report-use-c7 = Contact par un médecin, psychologue ou avocat

## Identifiants, noms et lieux, là où ils ont été demandés
report-named-title = Envoi par envoi
report-named-lead = Les lieux et les noms de fichiers sont ici tels que les sources les ont écrits.
