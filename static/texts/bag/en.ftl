## What lies in every bag that is exported, for a lawyer who has never heard of any of this (README.html, README.txt).
## Both files must claim the same: what is proven, and not a word more. Commands and names of files stay as they are.

bag-title = Read this first
bag-what = This folder is a bag (BagIt 1.0, RFC 8493): files, and lists of their digests. It holds what the source of one anonymous submission permits for "{ $body }" and nothing else. It was written on { $day } (UTC) by { $software }, from a reviewer's own machine. What the source permits stands in data/consent.json. Handing it on to somebody else may not be permitted: ask whoever gave it to you.

bag-here = What is here
bag-here-statistics = data/statistics.json: coded facts. No words and no files.
bag-here-testimony = data/testimony.html (to read and print), .txt and .json: the answers that leave, in the source's own words.
bag-here-identity = data/identity.*: likewise, answers that identify people; only where they leave.
bag-here-originals = data/originals/: files as the source sent them, bit for bit, with all that is hidden in them.
bag-here-parcels = data/parcels/: what was fetched, still sealed, where all of it may leave; data/parcels.json says why others are not here.
bag-here-custody = data/custody/: what the reviewer did with it, act by act, each signed; chain.txt is the table.
bag-here-rosters = data/rosters/: who the reviewers are, by role, and their keys, signed by the custodian.
bag-here-load-file = data/icc-load.csv: a load file for case systems; its columns are to be confirmed with the Office of the Prosecutor.
bag-here-proofs = data/proofs/: the place of proofs by a public ledger. They are not part of this version.
bag-here-description = data/ro-crate-metadata.json: the description of all files (RO-Crate 1.1).

bag-proven = What is proven
bag-proven-unsigned = That the files are those that the lists of digests name: a copying error shows. Nobody has signed this bag, so that it tells nothing of who reviewed: whoever changes a file can change the lists too.
bag-proven-integrity = Integrity. Every byte of this bag is as it was when "{ $role }", a reviewer's role in roster { $version }, signed it on { $day } (signature.note). A single changed, missing or added file shows.
bag-proven-signer = Who signed. The key of that role stands in the roster, and the roster is signed by the custodian of the organisation. That holds when you have the custodian's key, or the roster's fingerprint, from somebody you trust, and not from this bag.
bag-proven-day = The latest day. The parcel of the testimony says that it was sealed on { $received } (UTC); the reviewer's program recorded it that day or later (data/custody/chain.txt, by the reviewer's clock). It cannot be younger than the signature's day unless the reviewer's key was misused. No independent clock has confirmed a day.
bag-proven-custody = Custody. The { $shown } acts shown in data/custody/ were signed by the reviewer in this order and not changed since. { $withheld } more are withheld: they concern what does not leave, or other handings on. { $lost } are missing from the reviewer's own log.
bag-proven-receipt = Sealed parcels. A file of data/parcels/ is named by its own SHA-256. Who holds a key of the desk can open it and compare: originals and testimony are what was sealed in it.

bag-unproven = What is not proven
bag-unproven-source = Who the source is. Nobody knows; the portal keeps nothing of them.
bag-unproven-sealer = Who sealed a parcel, and when. Anybody who knows the public keys in the roster can seal one, with any day in it. That it came from the server is what the reviewer's custody log says.
bag-unproven-truth = That what they say is true, or that a file shows what it seems to show, where and when it seems to.
bag-unproven-files = Who made a file, and what happened to it before it was received.
bag-unproven-whole = That nothing was left out. This is an excerpt by consent: what does not leave is not listed here. The reviewer could also have kept back something else.
bag-unproven-server = That it arrived as the source sent it, if the server was in wrong hands at that moment: what is proven begins with the sealing.
bag-unproven-hour = The hour. No time finer than a day is kept, to protect sources. Days are by the clocks of server and reviewer.
bag-unproven-reviewer = That the reviewer did nothing besides what custody shows.

bag-check = How to check it, with tools that are not ours
bag-check-digests = In a terminal, in this folder. Each line of sha256sum must say OK.
bag-check-others = Whether there is a file that no list names: bagit.py, the Library of Congress's program (`pip install bagit`).
bag-check-signature = The signature. signature.note is a text, an empty line, and a line with the signer's name and a number in base64: four bytes that name the key, then the signature by Ed25519 (RFC 8032) of the text. The key is the second word after "agent" in the text; compare it with the one that the roster gives that role. This makes the signed text, the signature and the key, and has OpenSSL check them. The same holds for each note in data/custody/.
bag-check-roster = The two long numbers must be those in the text. The roster data/rosters/{ $file } is a note of the same form, by the custodian. Its fingerprint, the SHA-256 of its text (`head -n -2 FILE | sha256sum`), is to be compared with what the organisation tells you by another way:
bag-check-custody = The chain of custody: `sha256sum data/custody/*.note` gives the numbers in chain.txt; the line "prev" of each note is the number of the one before.
bag-check-parcels = Sealed parcels: `sha256sum data/parcels/*.age` gives each its own name. With a key of the desk, any age (age-encryption.org) that knows the key's type opens one, any unzip unpacks it, and what is inside is a bag again:
bag-check-amparo = With Amparo, all of it at once, offline: `amparo verify .`, with --custodian KEY where you have it.
bag-check-amparo-unsigned = With Amparo, all of it at once, offline: `amparo verify .`
