## Ce qui se trouve dans chaque sac exporté, pour une personne juriste qui n’a jamais entendu parler de tout cela.
## Les deux fichiers affirment la même chose : ce qui est prouvé, et pas un mot de plus. Commandes et noms de fichiers restent tels quels.
## Aucun mot à trait d’union qui soit sans accent, et rien d’accolé à un nom de fichier : le test les compare.

bag-title = À lire en premier
bag-what = Ce dossier est un sac (BagIt 1.0, RFC 8493) : des fichiers, et les listes de leurs condensés cryptographiques. Il contient ce que la source d’un envoi anonyme permet pour « { $body } » et rien d’autre. Il a été écrit le { $day } (UTC) par { $software }, sur le propre ordinateur de la personne chargée de l’examen. Ce que la source permet figure dans data/consent.json. Il se peut que transmettre ce sac à quelqu’un d’autre ne soit pas permis : demandez à qui vous l’a remis.

bag-here = Ce qui se trouve ici
bag-here-statistics = data/statistics.json : des faits codés. Aucun mot et aucun fichier.
bag-here-testimony = data/testimony.html (à lire et à imprimer), .txt et .json : les réponses qui sortent, dans les propres mots de la source.
bag-here-identity = data/identity.* : de même, les réponses qui identifient des personnes ; seulement là où elles sortent.
bag-here-originals = data/originals/ : les fichiers tels que la source les a envoyés, bit par bit, avec tout ce qui y est caché.
bag-here-parcels = data/parcels/ : ce qui a été téléchargé, encore scellé, là où tout cela peut sortir ; data/parcels.json dit pourquoi d’autres ne sont pas ici.
bag-here-custody = data/custody/ : ce que la personne chargée de l’examen en a fait, acte par acte, chacun signé ; chain.txt en est le tableau.
bag-here-rosters = data/rosters/ : qui sont les personnes chargées de l’examen, par rôle, et leurs clés, avec la signature du ou de la dépositaire de l’organisation.
bag-here-load-file = data/icc-load.csv : un fichier de chargement pour les systèmes de gestion de dossiers ; ses colonnes restent à confirmer auprès du Bureau du Procureur.
bag-here-proofs = data/proofs/ : la place des preuves par un registre public. Elles ne font pas partie de cette version.
bag-here-description = data/ro-crate-metadata.json : la description de tous les fichiers (RO-Crate 1.1).

bag-proven = Ce qui est prouvé
bag-proven-unsigned = Que les fichiers sont ceux que nomment les listes de condensés : une erreur de copie se voit. Personne n’a signé ce sac, de sorte qu’il ne dit rien de qui a fait l’examen : qui change un fichier peut aussi changer les listes.
bag-proven-integrity = Intégrité. Chaque octet de ce sac est tel qu’il était quand « { $role } », un rôle d’examen dans la liste d’équipe { $version }, l’a signé le { $day } (signature.note). Un seul fichier changé, manquant ou ajouté se voit.
bag-proven-signer = Qui a signé. La clé de ce rôle figure dans la liste d’équipe, et cette liste est signée par le ou la dépositaire de l’organisation. Cela vaut quand vous tenez la clé du ou de la dépositaire, ou l’empreinte de la liste d’équipe, de quelqu’un en qui vous avez confiance, et non de ce sac.
bag-proven-day = Le dernier jour possible. Le paquet du témoignage dit qu’il a été scellé le { $received } (UTC) ; le programme de la personne chargée de l’examen l’a enregistré ce jour-là ou plus tard (data/custody/chain.txt, selon l’horloge de cette personne). Le témoignage ne peut pas être plus récent que le jour de la signature, sauf si la clé de cette personne a été utilisée abusivement. Aucune horloge indépendante n’a confirmé un jour.
bag-proven-custody = Conservation. Les actes montrés dans data/custody/, au nombre de { $shown }, ont été signés dans cet ordre par la personne chargée de l’examen et n’ont pas changé depuis. Actes retenus : { $withheld } de plus ; ils concernent ce qui ne sort pas, ou d’autres transmissions. Actes qui manquent dans le journal même de cette personne : { $lost }.
bag-proven-receipt = Paquets scellés. Un fichier de data/parcels/ porte pour nom son propre SHA-256. Qui détient une clé du bureau d’examen peut l’ouvrir et comparer : les originaux et le témoignage sont ce qui y a été scellé.

bag-unproven = Ce qui n’est pas prouvé
bag-unproven-source = Qui est la source. Personne ne le sait ; le portail ne garde rien d’elle.
bag-unproven-sealer = Qui a scellé un paquet, et quand. Quiconque connaît les clés publiques de la liste d’équipe peut en sceller un, avec n’importe quel jour dedans. Qu’il vienne du serveur, c’est ce que dit le journal de conservation de la personne chargée de l’examen.
bag-unproven-truth = Que ce qu’elle dit est vrai, ou qu’un fichier montre ce qu’il semble montrer, là où et au moment où il semble le montrer.
bag-unproven-files = Qui a fait un fichier, et ce qui lui est arrivé avant sa réception.
bag-unproven-whole = Que rien n’a été omis. Ceci est un extrait selon le consentement : ce qui ne sort pas n’est pas énuméré ici. La personne chargée de l’examen a aussi pu retenir autre chose.
bag-unproven-server = Que tout est arrivé tel que la source l’a envoyé, si le serveur était en de mauvaises mains à ce moment : ce qui est prouvé commence avec le scellement.
bag-unproven-hour = L’heure. Aucun moment plus précis que le jour n’est gardé, pour protéger les sources. Les jours sont ceux des horloges du serveur et de la personne chargée de l’examen.
bag-unproven-reviewer = Que la personne chargée de l’examen n’a rien fait en dehors de ce que montre la conservation.

bag-check = Comment vérifier, avec des outils qui ne sont pas les nôtres
bag-check-digests = Dans un terminal, dans ce dossier. Chaque ligne de sha256sum doit dire OK ou, selon la langue du système, « Réussi ».
bag-check-others = Pour savoir si un fichier n’est nommé dans aucune liste : bagit.py, le programme de la Bibliothèque du Congrès des États-Unis (`pip install bagit`).
bag-check-signature = La signature. signature.note est un texte, une ligne vide, et une ligne avec le nom de qui signe et un nombre en base64 : quatre octets qui nomment la clé, puis la signature Ed25519 (RFC 8032) du texte. La clé est le deuxième mot après « agent » dans le texte ; comparez cette clé avec celle que la liste d’équipe donne à ce rôle. Ceci produit le texte signé, la signature et la clé, et les fait vérifier par OpenSSL. Il en va de même pour chaque note dans data/custody/.
bag-check-roster = Les deux longs nombres doivent être ceux du texte. La liste d’équipe data/rosters/{ $file } est une note de la même forme, du ou de la dépositaire. Son empreinte, le SHA-256 de son texte (`head -n -2 FILE | sha256sum`), est à comparer avec ce que l’organisation vous dit par une autre voie :
bag-check-custody = La chaîne de conservation (chain of custody) : `sha256sum data/custody/*.note` donne les nombres de chain.txt ; la ligne « prev » de chaque note est le nombre de la précédente.
bag-check-parcels = Paquets scellés : `sha256sum data/parcels/*.age` donne à chacun son propre nom. Avec une clé du bureau d’examen, tout programme age (age-encryption.org) qui connaît le type de la clé en ouvre un, tout unzip le décompresse, et ce qui est dedans est de nouveau un sac :
bag-check-amparo = Avec Amparo, tout à la fois, hors ligne : `amparo verify .`, avec --custodian KEY si vous avez la clé.
bag-check-amparo-unsigned = Avec Amparo, tout à la fois, hors ligne : `amparo verify .`
