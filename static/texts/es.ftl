# Español (América Latina), de usted.
#
# Las reglas están al comienzo de en.ftl: textos sin HTML, frases de 20 palabras como máximo.

language-name = Español
language-dir = ltr
number-point = ,
number-group = { "\u202F" }

## Tamaños
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
        [one] 1 byte
       *[other] { $bytes } bytes
    }

## Todas las páginas

page-title = Página
exit-link = Salir de aquí
skip-link = Ir al texto
new-tab = Se abre en una pestaña nueva
languages-label = Idiomas
nav-label = Páginas
nav-start = Inicio
nav-tell = Contar
nav-mailbox = Respuestas
nav-safety = Su seguridad
nav-about = Sobre este sitio
# Solo donde se llega al sitio sin su servicio cebolla.
open-web-seen = Usted llegó por la internet abierta. Quien le da la conexión puede ver que visita este sitio.
open-web-tor = Con el Navegador Tor no puede verlo.
open-web-onion = Escriba allí esta dirección:
footer-care = Puede parar cuando quiera. Está bien volver más tarde, o no volver.
footer-care-link = Cuidarse

## Inicio

landing-title = Un lugar para contar lo que pasó
landing-lead = Si usted vivió o vio una violación de derechos humanos, puede contarla aquí.
landing-lead-more = Puede agregar fotos, videos y documentos. No necesita decir quién es.
landing-tell = Contar lo que pasó
landing-mailbox = Tengo nueve palabras
landing-who-title = Quién lo lee
landing-who = Lo que envía lo lee el equipo de revisión de { $organisation }.
landing-who-sealed = Se sella con las llaves del equipo mientras llega. Quienes manejan el servidor no pueden abrir lo guardado.
landing-who-link = Qué puede ver el servidor
landing-how-title = Cómo funciona
landing-how-words = Recibe nueve palabras. Son solo suyas y no las guardamos.
landing-how-tell = Cuenta tanto o tan poco como quiera.
landing-how-send = Lo envía. La página siguiente dice qué quedó guardado.
landing-how-replies = Más tarde, sus nueve palabras abren nuestras respuestas.
landing-before-title = Antes de empezar
landing-before-screen = Elija un momento y un lugar donde nadie vea su pantalla.
landing-before-device = Use un aparato suyo, no del trabajo.
landing-before-exit = «Salir de aquí» oculta esta página enseguida. No borra que usted usó el Navegador Tor.
landing-before-link = Más sobre su seguridad
landing-cannot-title = Lo que no podemos hacer
landing-cannot = No podemos protegerle físicamente. No podemos prometer que un tribunal actúe.
landing-cannot-danger = Si está en peligro ahora, lo primero es su seguridad. Esta página puede esperar.

## Antes de las preguntas

pause-lead = Algunas preguntas tratan de violencia. Puede saltar cualquiera y parar en cualquier momento.
pause-sealed = No se guarda nada hasta que pulse Enviar. Entonces queda sellado y solo nuestro equipo puede abrirlo.
pause-place = En casa, su red puede ver que usa Tor. En otro lugar, pueden verle cámaras y personas. Elija lo más seguro.
pause-go = Ir a las preguntas

## Las nueve palabras

codename-title = Sus nueve palabras
codename-lead = Guarde sus palabras en la memoria, no en papel. Son la única forma de volver.
codename-lost = No las guardamos. Si se pierden, nadie puede recuperarlas.
codename-leave = Si sale antes de enviar, lo que escribió se pierde, y un formulario nuevo trae otras palabras. Las palabras de lo que ya envió siguen valiendo.
codename-line = Las mismas palabras en una línea. Si las copia, su aparato puede guardarlas, incluso en la nube.

# Para quien abrió el formulario desde sus respuestas: ya tiene las palabras.
again-title = Sus nueve palabras siguen siendo las mismas
again-lead = Lo que agregue se une a lo que contó antes. No hay nada nuevo que recordar.
again-hidden = Aquí no se muestran, para que nadie las lea por encima de su hombro.

## El formulario

form-title = Contar lo que pasó
form-lead = Usted decide qué contar. Puede saltar cualquier pregunta y parar cuando quiera.
form-mailbox = ¿Vino a leer una respuesta?
form-mailbox-link = Ábrala con sus nueve palabras

skip-this = Puede saltar esto.

## How a form is drawn

# Behind this stand the closed parts of a form.
more-title = Más preguntas, si quiere añadir algo
more-lead = Todo esto es opcional. Puede quedar cerrado.
more-lead-page = Todo esto es opcional. Lo que escribió aquí se queda: este botón lo envía al servidor y de vuelta, y no se guarda nada. Elija los archivos después, por favor.
more-button = Mostrar estas preguntas
# A link that leads past the parts with hard questions.
hard-past = Pasar de largo las partes sobre violencia y detención
# Stands beside a question whose answer identifies somebody: who reads it.
identity-mark = Solo para pocas personas
changed-back = Volver a las respuestas


send-title = Al pulsar Enviar
send-words = Primero se sellan y se guardan sus palabras, luego cada archivo.
send-wait = Por Tor, los archivos grandes tardan. Quédese en esta página hasta que aparezca la siguiente.
send-next = La página siguiente dice qué quedó guardado y muestra de nuevo sus nueve palabras.
send-next-again = La página siguiente dice qué quedó guardado.
send-lost = Si la página siguiente no llega, lo que escribió probablemente quedó guardado, y sus nueve palabras valen. Enviarlo de nuevo no hace daño.
send-button = Enviar

progress-when = Mientras se envía, puede ver cuánto falta:
progress-link = abrir otra pestaña
progress-title = Cuánto ha llegado
progress-arrived = Han llegado { $arrived } de { $whole }.
progress-arrived-some = Han llegado { $arrived }.
progress-other = Deje abierta la otra pestaña, por favor. Dirá qué quedó guardado cuando todo haya llegado.
progress-none = En este momento no llega nada de esa página. La pestaña desde la que envió dice qué quedó guardado.
progress-again = Mirar de nuevo

## Un formulario que vuelve

problems-title = Mire esto, por favor, y envíe de nuevo
problems-kept = Lo que escribió sigue aquí.
problems-cut = Puede que aquí falte el final de lo que escribió. Mírelo, por favor, antes de enviar de nuevo.
problem-consent = Marque esta casilla, por favor. Sin ella no podemos guardar ni leer nada.
problem-nothing = Escriba unas palabras o elija un archivo, por favor. Basta con una de las dos cosas.
problem-codename = Las nueve palabras no llegaron completas. Aquí tiene otras nuevas. Solo estas servirán.
problem-files = Una página no puede elegir archivos por usted. Elija estos de nuevo, por favor.
problem-text-long = Todo junto es más de lo que cabe en un formulario. El resto puede ir en un archivo.
problem-page-of-before = Esta página estuvo abierta mientras cambiaban nuestras preguntas. No se guardó nada. Mírela una vez más, por favor, y envíela.
problem-desk-gone = El equipo al que escribía ya no está aquí. No se guardó nada. Este formulario lo leerían otras personas. Mírelo una vez más, por favor, y envíelo solo si lo quiere así.
aside-label = Estas respuestas ya no tienen lugar en la página y no se guardan. Puede copiarlas en otro campo.
problem-not-stored = No pudimos guardar lo que envió. Envíe todo de nuevo un poco más tarde, por favor.
problem-full = El servidor no tiene espacio ahora y no quedó nada guardado. Esto puede durar días. Inténtelo otro día, por favor.
problem-perhaps-stored = El guardado se interrumpió a medias. Puede que esté guardado, o que no. Enviar lo mismo otra vez no hace daño.
problem-malformed = El formulario no llegó completo y no quedó nada guardado. Envíelo de nuevo, por favor.
problem-elsewhere = Lo que llegó no venía de nuestra página y no lo usamos. Este formulario es nuevo.

## La confirmación

confirmation-title = Lo que envió llegó bien
confirmation-lead = Está sellado y guardado. Solo nuestro equipo de revisión puede abrirlo.
kept-title = Guardado
kept-words = Sus palabras
kept-choices = Lo que eligió en el formulario
kept-files =
    { $count ->
        [one] 1 archivo
       *[other] { $count } archivos
    }
kept-names =
    { $count ->
        [one] El nombre del archivo que no quedó guardado
       *[other] Los nombres de los archivos que no quedaron guardados
    }
not-kept-title = No guardado
not-kept-lead =
    { $count ->
        [one] Este archivo no quedó guardado.
       *[other] Estos archivos no quedaron guardados.
    }
not-kept-rest = Lo demás que envió no cambia.
not-kept-more =
    { $count ->
        [one] Y un archivo más no quedó guardado.
       *[other] Y { $count } archivos más no quedaron guardados.
    }
not-kept-cut = Lo que venía después tampoco llegó.
not-kept-next =
    { $count ->
        [one] Puede enviarlo en otra visita, con un formulario y unas palabras nuevas.
       *[other] Puede enviarlos en otra visita, con un formulario y unas palabras nuevas.
    }
not-kept-next-again =
    { $count ->
        [one] Puede agregarlo en otra visita. Abra sus respuestas con las mismas nueve palabras.
       *[other] Puede agregarlos en otra visita. Abra sus respuestas con las mismas nueve palabras.
    }
not-kept-smaller =
    { $count ->
        [one] Puede enviarlo en partes más pequeñas.
       *[other] Puede enviarlos en partes más pequeñas.
    }
not-kept-too-large = Tiene más de { $file-limit }.
not-kept-visit-full = En una visita caben { $visit-limit } y ya estaba llena.
not-kept-too-many =
    { $max-files ->
        [one] En una visita cabe un archivo.
       *[other] En una visita caben { $max-files } archivos.
    }
not-kept-server-full = El servidor no tenía espacio para él.
not-kept-broken = No llegó completo.
confirmation-none-title = No quedó guardado ningún archivo
confirmation-none-lead =
    { $count ->
        [one] No pudimos guardar su archivo.
       *[other] No pudimos guardar sus archivos.
    }
confirmation-none-rest = Lo que eligió en el formulario llegó bien.
confirmation-replaced = Las palabras de su formulario no llegaron como salieron. Estas son nuevas, y solo estas valen.
next-title = Qué pasa ahora
next-read = Nuestro equipo lo abre en sus propias computadoras. Puede tardar días o semanas.
next-reply = Tal vez le deje una respuesta. Sus nueve palabras la abren, en la página «Respuestas».
next-reply-again = Tal vez le deje otra respuesta. La abren las mismas nueve palabras.
next-quiet = Es más seguro no hablar de esto y no buscarlo en internet.
next-leave = Cuando sepa las palabras, elija «Nueva identidad» en el Navegador Tor. Cierra y borra todo.
next-leave-again = Elija ahora «Nueva identidad» en el Navegador Tor. Cierra y borra todo.

## Pedir las nueve palabras

ask-title = Leer nuestras respuestas
ask-lead = Sus nueve palabras abren lo que nuestro equipo dejó para usted.
ask-label = Sus nueve palabras, en su orden
ask-hint = Bastan las cuatro primeras letras de cada palabra. No importan las mayúsculas ni los acentos.
ask-button = Abrir
ask-none = ¿Aún no tiene palabras?
ask-none-link = Se las damos al contar lo que pasó
ask-problem-count =
    { $count ->
        [0] Aún no hay palabras aquí. Necesitamos las nueve.
        [one] Aquí hay una palabra. Necesitamos las nueve.
       *[other] Aquí hay { $count } palabras. Necesitamos exactamente nueve.
    }
ask-problem-word = La palabra número { $position } no está en nuestras listas. Mire sus letras otra vez, por favor.
ask-problem-checksum = Cada palabra está en nuestras listas, pero juntas no coinciden. Quizás una sea otra, o vaya en otro lugar.

## Las respuestas

mailbox-title = Nuestras respuestas para usted
mailbox-empty = Aún no hay respuesta.
mailbox-empty-lead = Nuestro equipo puede necesitar días o semanas. Puede volver cuando quiera.
mailbox-empty-words = Otras palabras abren otro buzón, también vacío. Si tiene dudas, revise cada palabra.
mailbox-day = Dejada el { $day }
mailbox-unopened = Aquí hay una respuesta que no se puede abrir. Puede borrarla y decírselo a nuestro equipo.
mailbox-delete = Borrar esta respuesta
mailbox-delete-lead = Lo que borre aquí desaparece para usted. Nuestro equipo guarda una copia sellada de lo que escribió.
mailbox-delete-all = Borrar todas las respuestas
mailbox-deleted = Quedó borrada.
mailbox-deleted-some = Lo que mostraba la página quedó borrado. Desde entonces llegó algo nuevo, y sigue aquí.
mailbox-deleted-none = Ahora no se borró nada. Desde que se mostró la página llegó algo nuevo, y sigue aquí.
add-title = Contar más, o responder
add-lead = Lo que agregue llega a las mismas personas, junto con lo que contó antes. Las mismas nueve palabras siguen siendo suyas.
add-where = Elija el formulario que usó antes, para que llegue a las mismas personas.
add-withdrawn = Si retiró algo hoy o ayer, lo que agregue aquí podría retirarse también. Un formulario nuevo, con palabras nuevas, se queda.
mailbox-leave = Cuando haya leído todo, elija «Nueva identidad» en el Navegador Tor.
mailbox-back = Volver al inicio

## La seguridad

safety-title = Su seguridad
safety-lead = Usted conoce mejor que nadie su situación. Tome de esta lista lo que le sirva.
safety-before-title = Antes de contar
safety-before-tor = Use el Navegador Tor con el nivel de seguridad «El más seguro». Este sitio funciona completo así.
safety-before-device = Use un aparato suyo, que no controle su trabajo ni otras personas.
safety-before-tails = El sistema Tails no deja huellas en una computadora. Conviene a personas en alto riesgo.
safety-before-screen = Elija un momento y un lugar donde nadie vea su pantalla.
safety-before-tor-seen = Tor oculta qué páginas visita. Otros en la red pueden ver que usa Tor, incluso años después.
safety-before-bridge = Un «puente», en los ajustes del Navegador Tor, hace que sea más difícil verlo.
safety-before-bridge-first = Donde Tor está bloqueado o castigado, ponga el puente antes de que el navegador se conecte por primera vez.
safety-place-title = El lugar donde está
safety-place-home = En casa, menos personas ven su pantalla. Pero su red de allí puede ver que usa Tor.
safety-place-public = En un café o una biblioteca, la red no lleva a su casa. Pero pueden verle cámaras y personas.
safety-place-there = En un lugar así, pague en efectivo. No entre en ninguna cuenta que lleve su nombre.
safety-phone-title = En un teléfono
safety-phone-android = En Android, use el Navegador Tor del Tor Project. Otras aplicaciones de nombre parecido quizás no le protejan.
safety-phone-iphone = En un iPhone existe Onion Browser. Las reglas de Apple hacen que proteja menos que el Navegador Tor.
safety-phone-keyboard = Los teclados recuerdan lo que escribe, también sus nueve palabras. Desactive en sus ajustes las sugerencias y el aprendizaje.
safety-phone-pictures = Las capturas y fotos de esta página pueden copiarse a la nube. Es más seguro no hacer ninguna.
safety-phone-borrowed = En un teléfono prestado, su dueño puede hallar el navegador y sus huellas. Quite lo que instaló.
safety-phone-where = Un teléfono le dice a su red dónde está, con cualquier navegador.
safety-telling-title = Mientras cuenta
safety-telling-unique = Piense en esto: ¿solo usted podría saberlo? Entonces podría mostrar quién es.
safety-telling-letters = Puede usar una letra, como «A», para cada persona.
safety-telling-others = No hace falta preguntar a otros, reunir nada ni volver a ningún lugar.
safety-files-title = Fotos, videos y documentos
safety-files-hidden = Los archivos originales llevan datos ocultos: hora, lugar, modelo del teléfono. Así valen más como prueba.
safety-files-seen = Las fotos y los videos muestran también caras, voces y lugares. Los documentos pueden nombrar a quien los escribió.
safety-files-sealed = Sellamos cada archivo tal como es. Nuestro equipo ve esos datos y los protege.
safety-files-remove = Si prefiere, puede quitar los datos ocultos antes de enviar. Tails trae una herramienta para ello.
safety-files-copies = Quedan copias en su aparato y en la nube. Alguien podría hallarlas allí.
safety-after-title = Después
safety-after-identity = Elija «Nueva identidad» en el menú del Navegador Tor. Cierra y borra todas las páginas.
safety-after-words = Guarde sus nueve palabras en la memoria. Si las anotó para aprenderlas, destruya el papel.
safety-after-quiet = Es más seguro no hablar de esto y no buscarlo fuera del Navegador Tor.
safety-after-back = Vuelva por las respuestas con el mismo cuidado que la primera vez.
safety-after-browser = Alguien puede hallar el navegador en su aparato. Puede quitarlo e instalarlo otra vez más tarde.
safety-server-title = Qué puede ver el servidor
safety-server-stored = Lo guardado está sellado con las llaves de nuestro equipo. Quien maneje o se lleve el servidor no puede abrirlo.
safety-server-live = Si alguien controla en secreto el servidor en marcha, podría ver sus palabras mientras llegan.
safety-server-nothing = No guardamos dirección, ni datos del navegador, ni hora. Guardamos el día.
safety-exit-title = Qué hace «Salir de aquí»
safety-exit-does = Oculta la página enseguida. Aún podría verse con el botón Atrás.
safety-exit-tabs = Sale de una sola pestaña. Otras pestañas de este sitio siguen abiertas.
safety-exit-not = No puede borrar lo que anotaron su aparato o la red. «Nueva identidad» borra más.
safety-care-title = Cuidarse
safety-care-feelings = Contar puede remover miedo, rabia o tristeza, ahora o días después. Es una respuesta normal a la violencia.
safety-care-stop = Puede parar a la mitad. No se guarda nada hasta que pulse Enviar.
safety-care-someone = Si puede, tenga cerca a alguien de confianza. También puede ayudar un médico o psicólogo de confianza.
support-title = Quién puede ayudar
support-lead = { $organisation } eligió estos contactos. No ven lo que usted envía aquí.
support-traces = Una llamada, un mensaje o una visita dejan huellas. Use un teléfono que nadie más revise.
support-everywhere = En cualquier país
safety-cannot-title = Lo que no podemos hacer
safety-cannot = No podemos protegerle físicamente. No podemos prometer que un tribunal actúe.

## Sobre el sitio

about-title = Sobre este sitio
about-who = Este sitio es de { $organisation }. Reúne testimonios y pruebas de violaciones de derechos humanos.
about-languages-title = Idiomas
about-languages = Las páginas hablan estos idiomas. Usted puede escribir en cualquiera.
about-limits-title = Límites
about-limit-file = Un archivo
about-limit-visit = Una visita
about-limit-files = Archivos por visita
about-limits-more = Puede venir cuantas veces quiera.
about-reviewers-title = Llaves del equipo de revisión
about-reviewers = Una lista firmada nombra las llaves que pueden abrir lo que envía. Esta es su huella.
about-reviewers-compare = Puede compararla con la que { $organisation } publicó en otro lugar.
about-software-title = Programa
about-software = Amparo { $version }, programa libre con licencia AGPL-3.0-or-later.
about-software-source = Puede pedir su código fuente a { $organisation }.
about-software-quiet = Sin cookies, sin scripts, sin nada de otros sitios.

## Avisos breves

notice-back = Volver al inicio
notice-not-found-title = Aquí no hay nada
notice-not-found = Esta dirección no lleva a ninguna página nuestra. Quizás falte una letra.
notice-wrong-method-title = Empiece de nuevo, por favor
notice-wrong-method = Esta página no se abre de esta forma. Desde el inicio se llega a todo.
notice-busy = El servidor está ocupado. Pruebe de nuevo en unos minutos.
notice-malformed-title = No llegó completo
notice-malformed = Algo se perdió en el camino y no quedó nada guardado. Pruebe de nuevo desde el inicio.
notice-failed-title = Algo se rompió de nuestro lado
notice-failed = No tiene que ver con usted. Pruebe de nuevo un poco más tarde.

## La página vacía
exit-hint = Navegador Tor: «Nueva identidad» cierra y borra todas las páginas.
