## Lo que va en cada bolsa que se exporta, para una persona jurista que nunca ha oído hablar de nada de esto.
## Los dos archivos afirman lo mismo: lo que está probado, y ni una palabra más. Comandos y nombres de archivos quedan tal cual.

bag-title = Lea esto primero
bag-what = Esta carpeta es una bolsa (BagIt 1.0, RFC 8493): archivos y las listas de sus resúmenes criptográficos. Contiene lo que la fuente de un envío anónimo permite para «{ $body }» y nada más. La escribió { $software } el { $day } (UTC), en la computadora de quien revisó. Lo que la fuente permite consta en data/consent.json. Puede que no esté permitido entregarla a otra persona: pregunte a quien se la dio.

bag-here = Qué hay aquí
bag-here-statistics = data/statistics.json: hechos codificados. Ninguna palabra y ningún archivo.
bag-here-testimony = data/testimony.html (para leer e imprimir), .txt y .json: las respuestas que salen, en las propias palabras de la fuente.
bag-here-identity = data/identity.*: lo mismo, con las respuestas que identifican a personas; solo donde salen.
bag-here-originals = data/originals/: los archivos tal como la fuente los envió, bit por bit, con todo lo que llevan oculto.
bag-here-parcels = data/parcels/: lo que se descargó, todavía sellado, donde todo ello puede salir; data/parcels.json dice por qué otros no están aquí.
bag-here-custody = data/custody/: lo que hizo con ello quien revisó, acto por acto, cada uno firmado; chain.txt es la tabla.
bag-here-rosters = data/rosters/: quiénes revisan, por su función, y sus claves, con la firma de la custodia de la organización.
bag-here-load-file = data/icc-load.csv: un archivo de carga para sistemas de gestión de casos; sus columnas deben confirmarse con la Fiscalía.
bag-here-proofs = data/proofs/: el lugar de las pruebas de un registro público. No forman parte de esta versión.
bag-here-description = data/ro-crate-metadata.json: la descripción de todos los archivos (RO-Crate 1.1).

bag-proven = Qué está probado
bag-proven-unsigned = Que los archivos son los que nombran las listas de resúmenes: un error de copia se nota. Nadie ha firmado esta bolsa, de modo que no dice nada de quién revisó: quien cambia un archivo puede cambiar también las listas.
bag-proven-integrity = Integridad. Cada byte de esta bolsa está como estaba cuando «{ $role }», una función de revisión en el padrón { $version }, la firmó el { $day } (signature.note). Se nota un solo archivo cambiado, faltante o añadido.
bag-proven-signer = Quién firmó. La clave de esa función consta en el padrón, y el padrón lleva la firma de la custodia de la organización. Eso vale cuando usted tiene la clave de la custodia, o la huella del padrón, de alguien en quien confía, y no de esta bolsa.
bag-proven-day = El último día posible. El paquete del testimonio dice que se selló el { $received } (UTC); el programa de quien revisó lo anotó ese día o después (data/custody/chain.txt, según el reloj de quien revisó). No puede ser más reciente que el día de la firma, salvo que se haya hecho mal uso de la clave de quien revisó. Ningún reloj independiente ha confirmado un día.
bag-proven-custody = Custodia. Los { $shown } actos que se muestran en data/custody/ los firmó en este orden quien revisó, y no han cambiado desde entonces. Otros { $withheld } se reservan: se refieren a lo que no sale, o a otras entregas. { $lost } faltan en el propio registro de quien revisó.
bag-proven-receipt = Paquetes sellados. Un archivo de data/parcels/ lleva por nombre su propio SHA-256. Quien tiene una clave de la mesa puede abrirlo y comparar: los originales y el testimonio son lo que se selló en él.

bag-unproven = Qué no está probado
bag-unproven-source = Quién es la fuente. Nadie lo sabe; el portal no guarda nada de ella.
bag-unproven-sealer = Quién selló un paquete, y cuándo. Cualquiera que conozca las claves públicas del padrón puede sellar uno, con cualquier día dentro. Que viniera del servidor es lo que dice el registro de custodia de quien revisó.
bag-unproven-truth = Que lo que dice sea verdad, o que un archivo muestre lo que parece mostrar, donde y cuando lo parece.
bag-unproven-files = Quién hizo un archivo, y qué pasó con él antes de recibirse.
bag-unproven-whole = Que no se haya omitido nada. Esto es un extracto según el consentimiento: lo que no sale no se enumera aquí. Quien revisó también pudo haberse guardado otra cosa.
bag-unproven-server = Que llegara como la fuente lo envió, si el servidor estaba en malas manos en ese momento: lo probado empieza con el sellado.
bag-unproven-hour = La hora. No se guarda ningún tiempo más fino que un día, para proteger a las fuentes. Los días son los de los relojes del servidor y de quien revisó.
bag-unproven-reviewer = Que quien revisó no hiciera nada aparte de lo que muestra la custodia.

bag-check = Cómo comprobarlo, con herramientas que no son nuestras
bag-check-digests = En una terminal, en esta carpeta. Cada línea de sha256sum debe decir OK o, según el idioma del sistema, «La suma coincide».
bag-check-others = Si hay un archivo que ninguna lista nombra: bagit.py, el programa de la Biblioteca del Congreso de los Estados Unidos (`pip install bagit`).
bag-check-signature = La firma. signature.note es un texto, una línea vacía y una línea con el nombre de quien firma y un número en base64: cuatro bytes que nombran la clave, y luego la firma Ed25519 (RFC 8032) del texto. La clave es la segunda palabra después de «agent» en el texto; compárela con la que el padrón da a esa función. Esto produce el texto firmado, la firma y la clave, y hace que OpenSSL las compruebe. Lo mismo vale para cada nota de data/custody/.
bag-check-roster = Los dos números largos deben ser los del texto. El padrón data/rosters/{ $file } es una nota de la misma forma, de la custodia. Su huella, el SHA-256 de su texto (`head -n -2 FILE | sha256sum`), se compara con lo que la organización le diga por otra vía:
bag-check-custody = La cadena de custodia: `sha256sum data/custody/*.note` da los números de chain.txt; la línea «prev» de cada nota es el número de la anterior.
bag-check-parcels = Paquetes sellados: `sha256sum data/parcels/*.age` da a cada uno su propio nombre. Con una clave de la mesa, cualquier age (age-encryption.org) que conozca el tipo de la clave abre uno, cualquier unzip lo desempaqueta, y lo que hay dentro es otra vez una bolsa:
bag-check-amparo = Con Amparo, todo a la vez y sin red: `amparo verify .`, con --custodian KEY si usted tiene la clave.
bag-check-amparo-unsigned = Con Amparo, todo a la vez y sin red: `amparo verify .`
