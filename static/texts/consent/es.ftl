# Español: lo que una persona permite. Estos textos se sellan junto a lo elegido: si cambia el sentido, cambia
# también el número de versión del consentimiento.

## Antes de elegir: lo que hay que decir

consent-title = Su consentimiento
consent-who = El equipo de revisión de { $organisation } lee lo que envía. Lo usa para documentar violaciones de derechos humanos.
consent-further = Para cualquier otro uso vale lo que elija en esta página. Si no elige nada, le preguntamos antes.
consent-courts = Un tribunal puede ordenarnos entregar lo que tenemos.
consent-contacts = Si hay un juicio, los datos de contacto que dé pueden llegar a todas sus partes.
consent-change = Puede cambiar o retirar su consentimiento más tarde, con sus nueve palabras.
consent-undone = Lo que ya se leyó o se usó no se puede deshacer.
consent-promise = No pagamos por ello. No podemos prometer que un tribunal actúe.
consent-label = Acepto que { $organisation } guarde y lea lo que envío.
consent-only = Solo necesitamos que marque esta casilla. Todo lo demás es libre.

## Uso por uso

consent-levels-title = Qué más se puede hacer con ello
consent-levels-lead = Todo aquí empieza en «Pregúnteme antes». Puede dejarlo así.
consent-ask-means = «Pregúnteme antes» quiere decir: le escribimos en la página «Respuestas». Si no responde, es un no.
consent-anonymous-means = «Nada que me identifique» quiere decir: sin nombres, lugares ni detalles que muestren quién es.

consent-c1 = Estadísticas
consent-c1-hint = Se cuenta, como en «40 arrestos en mayo». No se muestra nada más.
consent-c2 = Una organización con la que trabajamos, o un abogado
consent-c2-hint = Lo leen personas de confianza, para ayudar en el caso.
consent-c3 = Naciones Unidas
consent-c3-hint = Lo leen sus investigadores y personas expertas. Pueden preguntar por ello a un gobierno.
consent-c4 = Un tribunal que no sabe quién es usted
consent-c4-hint = Una fiscalía o un tribunal, como la Corte Penal Internacional, conoce lo que pasó.
consent-c5 = Un tribunal que sabe quién es usted
consent-c5-hint = Para esto siempre preguntamos antes. Alguien habla con usted antes de entregar nada.
consent-c6 = Informes y medios
consent-c6-hint = Lo que pasó se puede contar en público, sin nada que le identifique.
consent-c7 = Contacto de un psicólogo, un médico o un abogado
consent-c7-hint = Pueden escribirle en la página «Respuestas», para ofrecer ayuda.

consent-value-no = No
consent-value-ask = Pregúnteme antes
consent-value-anonymous = Sí, nada que me identifique
consent-value-yes = Sí
consent-value-keep = Dejarlo como está

consent-no-death-penalty = No a tribunales que podrían condenar a alguien a muerte
consent-no-death-penalty-hint = Si marca esto, vale sin importar lo que elija arriba.

## Cambiarlo, en el buzón

change-title = Cambiar lo que podemos hacer
change-lead = Aquí puede elegir de nuevo. Vale para todo lo que contó con estas nueve palabras.
change-careful = Dentro de un mismo día vale lo más prudente, también el día en que contó. Para permitir más que ese día, elija de nuevo otro día. Los días terminan a medianoche UTC.
change-stays = Si ya lo marcó antes, se mantiene.
change-undone = Lo que ya se entregó a otros, con su consentimiento, no se puede recuperar.
change-button = Guardar lo elegido
change-done-title = Quedó guardado lo que eligió
change-done = Nuestro equipo lo ve cuando recoge lo que llegó. Puede tardar días.
change-none-title = Nada cambió
change-none = Cada línea quedó como estaba.

## Retirarlo, en el buzón

withdraw-title = Retirar lo que conté
withdraw-lead = Quitamos todo lo que contó con estas nueve palabras, del servidor y de las computadoras del equipo.
withdraw-wait = Primero lo confirma nuestro equipo. Luego pasan unos días hasta que se quita.
withdraw-undone-title = Lo que esto no puede deshacer
withdraw-undone-shared = Lo que ya se entregó o se publicó queda en otras manos.
withdraw-undone-read = Lo que alguien leyó no se puede olvidar.
withdraw-undone-court = Si un tribunal nos ordenó conservar algo, tenemos que conservarlo.
withdraw-undone-copies = Las copias que alguien del equipo sacó de nuestro sistema, y los respaldos anteriores, hay que borrarlos a mano.
withdraw-undone-mark = Queda una marca. Solo dice que se retiró algo.
withdraw-box = Sí, quiero retirarlo
withdraw-box-missing = Marque también esta casilla, por favor. Así no ocurre sin querer.
withdraw-button = Retirar
withdraw-done-title = Su retiro quedó guardado
withdraw-done = Nuestro equipo lo ve cuando recoge lo que llegó. Puede tardar días.
withdraw-done-then = Desde entonces el equipo no entrega nada a nadie. Unos días después se quita.
withdraw-done-mailbox = Sus nueve palabras aún abren nuestras respuestas. Puede contar de nuevo cuando quiera, en un formulario nuevo y con palabras nuevas.
withdraw-done-same = Con estas nueve palabras, cuente de nuevo solo a partir de pasado mañana. Lo que llegue antes podría retirarse también.
