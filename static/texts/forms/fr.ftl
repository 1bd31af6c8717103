# Français : ce que demandent les formulaires. Les règles sont dans static/texts/en.ftl et forms/en.ftl : un titre
# nomme une partie en peu de mots, car il est tout ce qu’on voit d’une partie fermée ; une introduction dit à quoi
# servent les réponses ; un avertissement précède les questions difficiles et dit comment les passer.

## Choisir un formulaire

desks-title = Choisissez comment vous voulez raconter
desk-guided-title = Raconter ce qui s’est passé, avec des questions qui aident
desk-guided-lead = Les questions vous accompagnent. Vous pouvez les sauter toutes.
desk-short-title = Simplement raconter et joindre des fichiers
desk-short-lead = Une case pour vos mots, un endroit pour les fichiers.
desk-detention-title = Quelqu’un a été arrêté ou est détenu
desk-detention-lead = Avec les questions qu’un groupe de travail des Nations Unies pose sur les arrestations.

guided-lead =
    Vous décidez de ce que vous nous racontez. Vous pouvez sauter toute question et arrêter à tout moment.
    Les parties fermées sont en plus : toutes peuvent rester fermées.
    Si vous avez moins de 18 ans, quelques mots suffisent.
detention-lead =
    Vous décidez de ce que vous nous racontez. Vous pouvez sauter toute question et arrêter à tout moment.
    Vous pouvez raconter pour vous-même ou pour une autre personne.

## Toutes sortes de questions

choice-none = Pas de réponse
not-said-unknown = Je ne sais pas
not-said-declined = Je préfère ne pas le dire
answer-yes = Oui
answer-no = Non
date-day = Jour
date-month = Mois, de 1 à 12
date-year = Année
date-about = À peu près à ce moment
date-until = Si cela a duré : jusqu’à quand ?
date-words = Ou avec vos propres mots
count-how = Est-ce exact ou une estimation ?
count-exact = C’est exact
count-estimate = C’est une estimation

## À côté d’une réponse qui revient

# $limit : combien de caractères tiennent ici, déjà écrit dans cette langue.
problem-too-long = Il y a de la place pour { $limit } caractères ici. Le reste peut aller ailleurs sur cette page ou dans un fichier.
problem-not-an-option = Cette réponse n’est pas parmi celles proposées. Choisissez de nouveau, s’il vous plaît, ou laissez vide.
problem-no-such-day = Cette date n’existe pas dans le calendrier. Une année a quatre chiffres, et une année seule convient aussi.
problem-not-a-number = Utilisez des chiffres ici, s’il vous plaît, comme 12. Vous pouvez aussi laisser vide.
problem-end-before-start = La fin se trouve avant le début. Regardez les deux dates encore une fois, s’il vous plaît.
problem-broken-text = Quelques lettres ne nous sont pas arrivées entières. Regardez cette réponse encore une fois, s’il vous plaît.

## Vous et ce que vous racontez

you-title = Vous et ce que vous racontez
you-lead = Cela nous dit ce que vous pouvez savoir par vous-même, et quelle langue utiliser.
link-label = Comment le savez-vous ?
link-experienced = Cela m’est arrivé
link-saw = Je l’ai vu ou entendu
link-family = C’est arrivé à quelqu’un de ma famille
link-helping = J’aide quelqu’un à raconter
link-documents = J’en ai des documents ou des enregistrements
language-label = Dans quelle langue écrivez-vous ?
language-hint = Le mieux est votre propre langue. Cochez-en plusieurs si vous les mélangez.
language-es = Espagnol
language-en = Anglais
language-pt = Portugais
language-fr = Français
language-ar = Arabe
language-fa = Persan
language-ht = Créole haïtien
language-qu = Quechua
language-guc = Wayuu
language-ru = Russe
language-uk = Ukrainien
language-zh = Chinois
language-my = Birman
language-tr = Turc
language-other = Une autre langue

## Danger maintenant

dangernow-title = Si quelqu’un est en danger maintenant
dangernow-lead = Ainsi, nous regardons d’abord ce qui est urgent. La lecture peut quand même prendre des jours, et nous ne pouvons secourir personne.
danger-label = Quelqu’un est-il en danger maintenant ?
ongoing-label = Est-ce que cela continue ?
danger-words-label = Quel est le danger ?
danger-words-hint = Quelques mots suffisent. Ne dites pas où quelqu’un se cache.

## Quel genre de fait

kinds-title = Quel genre de chose s’est passé
kinds-lead = Cela aide votre récit à arriver à la bonne personne. Il n’est pas nécessaire d’avoir une certitude.
kind-label = Qu’est-ce qui correspond ?
kind-hint = Cochez-en autant que vous voulez.
kind-killed = Quelqu’un a été tué
kind-taken = Quelqu’un a été emmené et caché
kind-arrested = Quelqu’un a été arrêté ou détenu
kind-beaten = Coups, torture, mauvais traitements
kind-sexual = Violences sexuelles ou menaces de violences sexuelles
kind-protest = Tirs ou usage de la force dans une manifestation
kind-punished = Punition à cause de la politique ou de ce qu’est la personne
kind-forced-out = Départ forcé de la maison ou du pays
kind-attacked = Attaque contre un défenseur, un journaliste ou une organisation
kind-raid = Une descente, un vol, un passeport annulé
kind-custody = Pas d’avocat, pas de juge ou pas de médicaments en détention
kind-fighting = Dommages causés par des combats armés
kind-other = Autre chose

## Quand et où

whenwhere-title = Quand et où
whenwhere-lead = Cela nous aide à relier ce que vous racontez à ce que d’autres ont raconté.
when-label = Quand est-ce arrivé ?
when-hint = Une idée suffit : un mois, une saison, une année.
place-label = Où est-ce arrivé ?
place-hint = Une ville, une région ou un genre de lieu suffit.
whenwhere-words-label = Quand et où était-ce ?
whenwhere-words-hint = Avec vos propres mots. Une idée suffit.

wheremore-title = Plus sur quand et où
wheremore-lead = Ainsi, votre récit peut être retrouvé parmi d’autres du même lieu.
daypart-label = À quel moment de la journée ?
daypart-before-dawn = Avant l’aube
daypart-morning = Le matin
daypart-midday = Vers midi
daypart-afternoon = L’après-midi
daypart-evening = Le soir
daypart-night = La nuit
country-label = Pays
state-label = État, province ou région
municipality-label = Ville, village ou commune
place-kind-label = Quel genre de lieu était-ce ?
place-kind-home = Un domicile
place-kind-street = Une rue ou une place
place-kind-work = Un lieu de travail
place-kind-school = Une école ou une université
place-kind-health = Un hôpital ou un centre de santé
place-kind-meeting = Un lieu de culte, un parti ou une organisation
place-kind-polling = Un bureau de vote
place-kind-checkpoint = Un point de contrôle ou une frontière
place-kind-police = Un poste de police
place-kind-prison = Une prison
place-kind-military = Un site militaire
place-kind-secret = Un lieu de détention secret ou inconnu
place-kind-countryside = La campagne, une route ou un fleuve
place-kind-other = Un autre lieu

## Le récit

account-title = Ce qui s’est passé
account-lead = C’est le cœur de tout. Cela peut ramener des moments durs. Vous pouvez aussi envoyer seulement des fichiers.
account-label = Avec vos propres mots, que s’est-il passé ?
# Chaque ligne est une aide à part.
account-hint =
    Court convient bien, et dans n’importe quel ordre. Notre équipe pourra demander plus ensuite, seulement avec votre accord.
    Qu’avez-vous vu ou entendu vous-même ? Que vous ont raconté d’autres personnes ?
    Vous pouvez utiliser une lettre, comme « A », pour chaque personne.
    Une chose que personne d’autre ne peut savoir peut montrer qui vous êtes.

## Les personnes

people-title = Combien de personnes
people-lead = Cela montre l’ampleur de ce qui s’est passé.
affected-label = À combien de personnes est-ce arrivé ?
affected-hint = Un nombre. Une estimation convient.

persons-title = Les personnes à qui c’est arrivé
persons-lead = Cela nous permet de distinguer une personne d’une autre. Les noms ne sont pas nécessaires.
# $n : 1, 2, 3 …
person-each = Personne { $n }
call-label = Comment appeler cette personne ?
call-hint = Utilisez une lettre, comme « A », ou un nom inventé.
age-label = À peu près quel âge ?
age-child-0-11 = Un enfant de moins de 12 ans
age-child-12-17 = De 12 à 17 ans
age-adult-18-29 = De 18 à 29 ans
age-adult-30-44 = De 30 à 44 ans
age-adult-45-59 = De 45 à 59 ans
age-adult-60-up = 60 ans ou plus
gender-label = Genre
gender-woman = Femme ou fille
gender-man = Homme ou garçon
gender-another = Un autre
role-label = Pour quoi cette personne était-elle connue, ou que faisait-elle là ?
role-protester = Manifester
role-poll-witness = Surveiller une élection
role-journalist = Faire du journalisme
role-defender = Défendre les droits humains
role-health-worker = Soigner des malades ou des blessés
role-other = Autre chose
permission-label = Cette personne, ou la famille, accepte-t-elle que vous racontiez ceci ?
permission-hint = « Non » est une réponse qui convient. Elle limite ce que nous en faisons.
permission-yes = Oui
permission-no = Non
permission-could-not-ask = Je n’ai pas pu demander
real-name-label = Nom réel
id-number-label = Pièce d’identité : type et numéro
born-label = Date de naissance
identity-hint = Ceci est scellé à part. Seules les quelques personnes de l’équipe qui en ont besoin peuvent l’ouvrir.
identity-hint-all = Ceci est scellé à part. Notre équipe de lecture peut l’ouvrir.

person-title = La personne qui a été arrêtée
person-lead = Le groupe de travail le demande. Aucun nom n’est nécessaire ici.
nationality-label = Nationalité
profession-label = Travail ou activité
profession-hint = Si cela peut avoir un lien avec l’arrestation.
identity-title = Le nom de cette personne
identity-lead = Le groupe de travail a besoin d’un nom pour une demande officielle. Vous pouvez le donner plus tard, ou jamais.
home-label = Adresse habituelle

## Qui l’a fait

who-title = Qui l’a fait
who-lead = Cela aide à trouver qui a donné les ordres. Il n’est pas nécessaire d’avoir une certitude.
force-label = Qui étaient ces personnes, à votre connaissance ?
force-police = Police
force-guard = Garde nationale ou gendarmerie
force-military = Armée de terre, marine ou armée de l’air
force-intelligence = Renseignement ou services secrets
force-prison-staff = Personnel de prison
force-border = Agents des frontières ou de l’immigration
force-officials = Autres agents de l’État
force-armed-civilians = Civils armés du côté des autorités
force-armed-group = Un autre groupe armé
force-private = Une entreprise ou un particulier
force-other = Quelqu’un d’autre
unit-label = Qu’avez-vous remarqué chez ces personnes ?
unit-hint = Comme unité, uniforme, insigne, véhicule, plaque, arme, noms ou ordres. Seulement ce que vous avez vu ou entendu.
known-by-label = Comment savez-vous que c’étaient ces personnes ?
known-by-saw = Je les ai vues
known-by-marks = Par l’uniforme, l’insigne ou le véhicule
known-by-they-said = Elles l’ont dit elles-mêmes
known-by-others-said = D’autres personnes l’ont dit
known-by-guess = C’est une supposition

## Arrestation et détention

held-title = Si quelqu’un a été arrêté ou détenu
detained-title = La détention
held-warning = Les questions suivantes portent sur l’arrestation et la détention. Vous pouvez les laisser toutes vides et continuer plus bas.
held-lead = C’est ce que demandent d’abord les avocats et les Nations Unies.
held-since-label = Quand la détention a-t-elle commencé ?
held-since-hint = Seulement si c’était un autre jour que l’arrestation. Une idée suffit.
held-warrant-label = Ont-ils montré un mandat ou un autre papier officiel ?
held-authority-label = Quelle autorité a ordonné la détention ?
held-reason-label = Quelle raison les autorités ont-elles donnée ?
held-law-label = Quelle loi ou quelle accusation ont-ils citée ?
held-place-label = Où la personne a-t-elle été détenue ?
held-place-hint = S’il y a eu plusieurs lieux, dans leur ordre. Le dernier est celui où la personne est maintenant.
held-by-label = Quelle force ou quel service détient ou détenait la personne ?
held-lawyer-label = La personne a-t-elle pu parler avec un avocat ?
held-family-label = La famille a-t-elle pu rendre visite ou appeler ?
access-yes = Oui
access-limited = Seulement tard, ou jamais seul à seul
access-no = Non
held-court-label = La personne a-t-elle été amenée devant un juge ?
held-decision-label = Quand était-ce, et qu’est-ce qui a été décidé ?
held-still-label = La personne est-elle toujours détenue ?
held-end-label = Si c’est fini, quand ?

arrest-title = Quand et où l’arrestation a eu lieu
arrest-lead = Avec une date et un lieu, on peut rechercher une arrestation et poser des questions à son sujet.
arrest-when-label = Quand l’arrestation a-t-elle eu lieu ?
arrest-place-label = Où l’arrestation a-t-elle eu lieu ?
arrestmore-title = Plus sur l’arrestation
arrestmore-lead = Cela montre si l’arrestation a suivi la loi.
arrest-authority-label = Quelle autorité a délivré ce papier ?

## Ce qui a été fait à ce sujet

measures-title = Ce qui a été fait jusqu’ici
measures-lead = Le groupe de travail le demande. Personne n’a besoin de faire de démarche pour nous.
steps-label = Qu’est-ce qui a été fait auprès des tribunaux ou des autorités ?
steps-hint = Comme une plainte, ou une demande à un juge. « Rien, ce n’était pas sûr » est aussi une réponse.
steps-outcome-label = Qu’est-ce que cela a donné ?

## Quelqu’un a été emmené et caché

missing-title = Si quelqu’un a été emmené et caché
missing-warning = Les questions suivantes portent sur une personne disparue. Vous pouvez les laisser toutes vides et continuer plus bas.
missing-lead = Avec ceci, les Nations Unies peuvent interroger un gouvernement au sujet de la personne.
missing-seen-label = Quand la personne a-t-elle été vue pour la dernière fois ?
missing-place-label = Où la personne a-t-elle été vue pour la dernière fois ?
missing-reply-label = Qu’ont dit les autorités ?
missing-search-label = Qu’est-ce qui a été fait pour retrouver la personne ?
missing-search-hint = « Rien, ce n’était pas sûr » est aussi une réponse. Personne n’a besoin de chercher pour nous.

## Quelqu’un a été tué

death-title = Si quelqu’un a été tué
death-warning = Les questions suivantes portent sur un décès. Vous pouvez les laisser toutes vides et continuer plus bas.
death-lead = Cela aide des spécialistes à comprendre ce qui s’est passé.
death-place-label = Où la personne a-t-elle été trouvée ?
death-injuries-label = Quelles blessures avez-vous vues vous-même ?
death-injuries-hint = Seulement si vous voulez y penser maintenant.
death-body-label = Où est le corps maintenant ?
death-body-family = Avec la famille
death-body-authorities = Avec les autorités
death-body-buried = Enterré par d’autres
death-body-not-found = Il n’a pas été retrouvé
death-autopsy-label = Un médecin a-t-il examiné le corps ?

## Coups et torture

torture-title = Si quelqu’un a été battu ou torturé
torture-warning = Les questions suivantes portent sur la violence. Vous pouvez les laisser toutes vides, et arrêter à tout moment.
torture-lead = Des médecins et des avocats travaillent avec ceci. Ils pourront demander plus ensuite, seulement avec votre accord.
torture-authority-label = Qui détenait la personne ?
torture-when-label = Quand était-ce ?
torture-words-label = Qu’est-ce qui a été fait ?
torture-words-hint = Avec vos propres mots. Vous choisissez combien.
torture-effects-label = Quels effets cela a-t-il eus, à ce moment ou maintenant ?
torture-care-label = Y a-t-il eu des soins d’un médecin ou de quelqu’un d’autre ?
torture-papers-label = Y a-t-il des papiers ou des photos à ce sujet ?
torture-papers-hint = S’il n’y en a pas, ce n’est pas grave. Il n’est pas nécessaire d’en obtenir.
torture-papers-papers = Papiers médicaux
torture-papers-photos = Photos
torture-papers-none = Il n’y en a pas

## Violences sexuelles : rien n’est à décrire.

sexual-title = S’il y a eu des violences sexuelles
sexual-warning = Vous n’avez pas besoin de les décrire ici. Nous demandons seulement si quelqu’un peut vous écrire.
sexual-lead = Une personne spécialisée sait écouter sans demander deux fois.
specialist-label = Une personne spécialisée peut-elle vous écrire à ce sujet ?
specialist-hint = Elle écrirait sur la page « Réponses ». Vos neuf mots l’ouvrent.
specialist-needs-label = Qu’est-ce qui vous aiderait ?
specialist-needs-woman = Parler avec une femme
specialist-needs-man = Parler avec un homme
specialist-needs-interpreter = Un ou une interprète
specialist-needs-medical = Un médecin, une infirmière ou un infirmier

## Défenseurs et organisations

defenders-title = En cas d’attaque contre un défenseur, un journaliste ou une organisation
defenders-warning = Les questions suivantes portent sur des menaces et des attaques. Vous pouvez les laisser toutes vides et continuer plus bas.
defenders-lead = Les Nations Unies ont une personne experte pour cela, qui peut interroger un gouvernement.
attack-label = Qu’est-ce qui a été fait ?
attack-threat = Des menaces
attack-followed = Suivre ou surveiller
attack-assault = Des coups ou une autre attaque contre le corps
attack-arrest = Une arrestation
attack-raid = Une descente, ou des choses emportées
attack-smear = Des mensonges ou des insultes en public
attack-closed = L’organisation a été fermée ou interdite
attack-money = De l’argent ou des comptes ont été bloqués
attack-travel = Un passeport a été pris, ou un voyage empêché
attack-other = Autre chose
work-label = Quel genre de travail était visé ?
work-rights = Droits humains
work-journalism = Journalisme
work-law = Droit
work-union = Un syndicat
work-community = La terre, l’eau ou une communauté
work-elections = Élections
work-health = Santé
work-teaching = Enseigner ou étudier
work-other = Autre chose

## D’autres personnes qui savent

others-title = Qui d’autre sait
others-lead = Cela évite de redemander les mêmes choses aux gens.
witnesses-label = D’autres personnes l’ont-elles vu ou entendu ?
witnesses-hint = Pas de noms, s’il vous plaît. Il n’est pas nécessaire de leur demander quoi que ce soit.
told-label = L’avez-vous déjà raconté à quelqu’un ? À qui, et quand ?
told-hint = Comme un avocat, une organisation, un tribunal ou un journal.

## Vous joindre

reach-title = Un autre moyen de vous joindre
reach-lead = Vos neuf mots suffisent pour les réponses, et c’est le moyen le plus sûr. Vous pouvez en ajouter un autre ici.
own-name-label = Votre propre nom, si vous voulez le donner
contact-label = Un autre moyen de vous joindre
contact-never-label = Comment ou quand n’est-il pas sûr de vous joindre ?
contact-never-hint = Comme un numéro auquel d’autres répondent, ou une heure où d’autres personnes sont près de vous. C’est aussi scellé à part.

## Soutien

help-title = Le soutien que vous voudriez
help-lead = Cela nous montre ce qui est nécessaire. Nous ne pouvons pas le promettre. « Votre sécurité » en dit plus, pour tout le monde.
support-label = Qu’est-ce qui aiderait ?
support-medical = Un médecin
support-psychological = Un ou une psychologue
support-legal = Un avocat ou une avocate
support-relocation = Un endroit plus sûr où vivre
support-none = Rien maintenant

## Âge

young-title = Si vous avez peut-être moins de 18 ans
young-lead = Si c’est le cas, vous n’avez besoin de donner aucun détail. Ce que vous avez écrit suffit.
under-18-label = Avez-vous moins de 18 ans ?

## Fichiers

aboutfiles-title = À propos de vos fichiers
aboutfiles-lead = Savoir d’où vient un fichier aide à lui faire confiance.
# $n : 1, 2, 3 … : les endroits où l’on choisit des fichiers, dans leur ordre.
aboutfiles-each =
    { $n ->
        [1] À propos des fichiers sous « { files-first } »
        [2] À propos des fichiers sous « { files-second } »
        [3] À propos des fichiers sous « { files-third } »
       *[other] À propos de votre choix de fichiers numéro { $n }
    }
shows-label = Que montrent-ils ?
origin-label = D’où viennent-ils ?
origin-made = Je les ai faits
origin-received = Quelqu’un me les a donnés ou envoyés
origin-web = Je les ai copiés d’internet
address-label = S’ils viennent d’internet : l’adresse
copied-label = S’ils viennent d’internet : quand ont-ils été copiés ?
original-label = Sont-ils les originaux ?
original-hint = Les fichiers originaux valent plus. Les fichiers transférés par une messagerie sont aussi les bienvenus.
original-original = Oui, ce sont des originaux
original-forwarded = Non, transférés ou modifiés
hidden-label = Données cachées, comme le lieu et le modèle du téléphone
hidden-hint = Les données cachées peuvent montrer qui vous êtes. Dans les deux cas, nous les scellons avec le fichier.
hidden-keep = Les garder pour notre équipe de lecture
hidden-remove = Les retirer avant que quelqu’un d’autre voie le fichier

files-title = Photos, vidéos et documents
files-original = Envoyez le fichier original si vous pouvez. Il peut contenir des données cachées comme le lieu et le modèle du téléphone.
files-reviewers = Seule notre équipe de lecture peut l’ouvrir. Elle voit aussi son nom.
files-limits = Chaque fichier peut avoir jusqu’à { $file-limit }. Une visite peut avoir jusqu’à { $visit-limit }.
files-many =
    { $max-files ->
        [one] Vous pouvez envoyer un fichier par visite.
       *[other] Vous pouvez envoyer jusqu’à { $max-files } fichiers par visite.
    }
files-long =
    { $upload-hours ->
        [one] L’envoi peut durer une heure au plus. Pendant ce temps, laissez l’écran allumé et cette page ouverte, s’il vous plaît.
       *[other] L’envoi peut durer { $upload-hours } heures au plus. Pendant ce temps, laissez l’écran allumé et cette page ouverte, s’il vous plaît.
    }
files-first = Fichiers
files-second = Plus de fichiers, d’un autre dossier
files-third = Plus de fichiers, d’un troisième dossier
