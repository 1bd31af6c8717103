# Português (do Brasil, claro também na África): tratamento por “você”.
#
# As regras estão no começo de en.ftl: textos sem HTML, frases de 20 palavras no máximo.
# Nunca se supõe se quem lê é homem ou mulher. O nível “Safest” do Navegador Tor se chama “O mais seguro”.

language-name = Português
language-dir = ltr
number-point = ,
number-group = .

## Tamanhos
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }

## Todas as páginas

# Aparece na aba e no histórico do navegador: não pode dizer nada.
page-title = Página
exit-link = Sair desta página
skip-link = Ir para o texto
new-tab = Abre em uma nova aba
languages-label = Idiomas
nav-label = Páginas
nav-start = Início
nav-tell = Contar
nav-mailbox = Respostas
nav-safety = Sua segurança
nav-about = Sobre este site
# Só onde se chega ao site sem o seu serviço onion.
open-web-seen = Você chegou pela internet aberta. Quem transporta a sua conexão pode ver que você visita este site.
open-web-tor = Com o Navegador Tor, quem a transporta não pode ver isso.
open-web-onion = Digite lá este endereço:
footer-care = Você pode parar a qualquer momento. Tudo bem voltar mais tarde, ou nunca.
footer-care-link = Como se cuidar

## Início

landing-title = Um lugar para contar o que aconteceu
landing-lead = Se você viveu ou viu uma violação de direitos humanos, pode contar aqui.
landing-lead-more = Você pode juntar fotos, vídeos e documentos. Não precisa dizer quem é.
landing-tell = Contar o que aconteceu
landing-mailbox = Tenho nove palavras
landing-who-title = Quem lê
landing-who = A equipe de revisão de { $organisation } lê o que você envia.
landing-who-sealed = Tudo é lacrado com as chaves da equipe enquanto chega. Quem cuida do servidor não consegue abrir o que está guardado.
landing-who-link = O que o servidor pode ver
landing-how-title = Como funciona
landing-how-words = Você recebe nove palavras. Elas são só suas, e nós não as guardamos.
landing-how-tell = Você conta tanto ou tão pouco quanto quiser.
landing-how-send = Você envia. A página seguinte diz o que ficou guardado.
landing-how-replies = Mais tarde, as suas nove palavras abrem as nossas respostas.
landing-before-title = Antes de começar
landing-before-screen = Escolha um momento e um lugar onde ninguém veja a sua tela.
landing-before-device = Use o seu próprio aparelho, não um do trabalho.
landing-before-exit = “Sair desta página” esconde esta página na hora. Não apaga o fato de que você usou o Navegador Tor.
landing-before-link = Mais sobre a sua segurança
landing-cannot-title = O que não podemos fazer
landing-cannot = Não podemos proteger você fisicamente. Não podemos prometer que um tribunal vai agir.
landing-cannot-danger = Se você está em perigo agora, a sua segurança vem primeiro. Esta página pode esperar.

## Antes das perguntas

pause-lead = Algumas perguntas são sobre violência. Você pode pular qualquer uma e parar a qualquer momento.
pause-sealed = Nada é guardado até você apertar Enviar. Então tudo é lacrado, e só a nossa equipe de revisão pode abrir.
pause-place = Em casa, a sua rede pode ver que você usa o Tor. Em outro lugar, câmeras e pessoas podem ver você. Escolha o mais seguro.
pause-go = Ir para as perguntas

## As nove palavras

codename-title = Suas nove palavras
codename-lead = Guarde as suas palavras na memória, não no papel. Elas são o único caminho de volta.
codename-lost = Nós não as guardamos. Se elas se perderem, ninguém pode recuperá-las.
codename-leave = Se você sair antes de enviar, o que escreveu se perde, e um novo formulário traz outras palavras. As palavras do que você já enviou continuam valendo.
codename-line = As mesmas palavras em uma linha. Se você as copiar, o seu aparelho pode guardá-las, até na nuvem.

# Para quem abriu o formulário a partir das respostas: já tem as palavras.
again-title = Suas nove palavras continuam as mesmas
again-lead = O que você acrescentar se junta ao que contou antes. Não há nada novo para guardar na memória.
again-hidden = Elas não aparecem aqui, para que ninguém possa lê-las por cima do seu ombro.

## O formulário

form-title = Contar o que aconteceu
form-lead = Você decide o que contar. Pode pular qualquer pergunta e parar a qualquer momento.
form-mailbox = Veio ler uma resposta?
form-mailbox-link = Abra com as suas nove palavras

skip-this = Você pode pular isto.

## Como um formulário é mostrado

# Atrás disto ficam as partes fechadas de um formulário.
more-title = Mais perguntas, se quiser acrescentar algo
more-lead = Tudo isto é opcional. Pode ficar fechado.
more-lead-page = Tudo isto é opcional. O que você escreveu aqui fica: este botão o envia ao servidor e de volta, e nada é guardado. Por favor, escolha os arquivos só depois.
more-button = Mostrar estas perguntas
# Um link que passa direto pelas partes com perguntas difíceis.
hard-past = Passar direto pelas partes sobre violência e custódia
# Fica ao lado de uma pergunta cuja resposta identifica alguém: quem a lê.
identity-mark = Só para poucas pessoas da equipe de revisão
changed-back = Voltar às respostas


send-title = Quando você aperta Enviar
send-words = Primeiro as suas palavras são lacradas e guardadas, depois cada arquivo.
send-wait = Pelo Tor, arquivos grandes demoram. Por favor, fique nesta página até aparecer a próxima.
send-next = A página seguinte diz o que ficou guardado e mostra outra vez as suas nove palavras.
send-next-again = A página seguinte diz o que ficou guardado.
send-lost = Se a página seguinte não vier, o que você escreveu provavelmente está guardado, e as suas nove palavras valem. Enviar de novo não faz mal.
send-button = Enviar

progress-when = Enquanto é enviado, você pode ver quanto falta:
progress-link = abrir outra aba
progress-title = Quanto já chegou
progress-arrived = Chegaram { $arrived } de { $whole }.
progress-arrived-some = Chegaram { $arrived }.
progress-other = Por favor, deixe a outra aba aberta. Ela dirá o que ficou guardado quando tudo tiver chegado.
progress-none = Neste momento nada está chegando dessa página. A aba de onde você enviou diz o que ficou guardado.
progress-again = Olhar de novo

## Um formulário que volta

problems-title = Por favor, veja isto e envie de novo
problems-kept = O que você escreveu continua aqui.
problems-cut = Pode faltar aqui o fim do que você escreveu. Por favor, olhe antes de enviar de novo.
problem-consent = Por favor, marque esta caixa. Sem ela, não temos permissão para guardar nem ler nada.
problem-nothing = Por favor, escreva algumas palavras ou escolha um arquivo. Uma das duas coisas basta.
problem-codename = As nove palavras não chegaram inteiras até nós. Aqui estão outras, novas. Só estas vão funcionar.
problem-files = Uma página não pode escolher arquivos por você. Por favor, escolha estes de novo.
problem-text-long = Tudo junto é mais do que cabe em um formulário. O resto pode ir em um arquivo.
problem-page-of-before = Esta página ficou aberta enquanto nossas perguntas mudavam. Nada foi guardado. Por favor, olhe mais uma vez e envie.
problem-desk-gone = A equipe para quem você escrevia não está mais aqui. Nada foi guardado. Outras pessoas leriam este formulário. Por favor, olhe mais uma vez e envie só se quiser assim.
aside-label = Estas respostas não têm mais lugar na página e não são guardadas. Você pode copiá-las para outro campo.
problem-not-stored = Não conseguimos guardar o que você enviou. Por favor, envie tudo de novo um pouco mais tarde.
problem-full = O servidor está sem espaço agora, e nada ficou guardado. Isso pode durar dias. Por favor, tente de novo outro dia.
problem-perhaps-stored = O armazenamento foi interrompido no meio. Pode estar guardado, ou não. Enviar o mesmo de novo não faz mal.
problem-malformed = O formulário não chegou inteiro, e nada ficou guardado. Por favor, envie de novo.
problem-elsewhere = O que chegou não veio da nossa página, por isso não usamos. Este é um formulário novo.

## A confirmação

confirmation-title = O que você enviou chegou
confirmation-lead = Está lacrado e guardado. Só a nossa equipe de revisão pode abrir.
kept-title = Guardado
kept-words = Suas palavras
kept-choices = O que você escolheu no formulário
kept-files =
    { $count ->
        [one] { $count } arquivo
       *[other] { $count } arquivos
    }
kept-names =
    { $count ->
        [one] O nome do arquivo que não ficou guardado
       *[other] Os nomes dos arquivos que não ficaram guardados
    }
not-kept-title = Não guardado
not-kept-lead =
    { $count ->
        [one] Este arquivo não ficou guardado.
       *[other] Estes arquivos não ficaram guardados.
    }
not-kept-rest = O resto do que você enviou não é afetado.
not-kept-more =
    { $count ->
        [one] E mais um arquivo não ficou guardado.
       *[other] E mais { $count } arquivos não ficaram guardados.
    }
not-kept-cut = O que vinha depois também não chegou.
not-kept-next =
    { $count ->
        [one] Você pode enviá-lo em outra visita, com um formulário novo e palavras novas.
       *[other] Você pode enviá-los em outra visita, com um formulário novo e palavras novas.
    }
not-kept-next-again =
    { $count ->
        [one] Você pode acrescentá-lo em outra visita. Abra as suas respostas com as mesmas nove palavras.
       *[other] Você pode acrescentá-los em outra visita. Abra as suas respostas com as mesmas nove palavras.
    }
not-kept-smaller =
    { $count ->
        [one] Você pode enviá-lo em partes menores.
       *[other] Você pode enviá-los em partes menores.
    }
not-kept-too-large = Tem mais de { $file-limit }.
not-kept-visit-full = Em uma visita cabem { $visit-limit }, e esta estava cheia.
not-kept-too-many =
    { $max-files ->
        [one] Em uma visita cabe um arquivo.
       *[other] Em uma visita cabem { $max-files } arquivos.
    }
not-kept-server-full = O servidor não tinha espaço para ele.
not-kept-broken = Não chegou inteiro.
confirmation-none-title = Nenhum arquivo ficou guardado
confirmation-none-lead =
    { $count ->
        [one] Não conseguimos guardar o seu arquivo.
       *[other] Não conseguimos guardar os seus arquivos.
    }
confirmation-none-rest = O que você escolheu no formulário chegou.
confirmation-replaced = As palavras do seu formulário não chegaram como saíram. Estas são novas, e só estas valem.
next-title = O que acontece agora
next-read = A nossa equipe de revisão abre tudo em seus próprios computadores. Isso pode levar dias ou semanas.
next-reply = Talvez ela deixe uma resposta para você. As suas nove palavras abrem a resposta, na página “Respostas”.
next-reply-again = Talvez ela deixe outra resposta para você. As mesmas nove palavras abrem a resposta.
next-quiet = É mais seguro não falar sobre isto e não pesquisar sobre isto na internet.
next-leave = Quando souber as palavras, escolha “Nova identidade” no Navegador Tor. Isso fecha e apaga tudo.
next-leave-again = Agora escolha “Nova identidade” no Navegador Tor. Isso fecha e apaga tudo.

## Pedir as nove palavras

ask-title = Ler as nossas respostas
ask-lead = As suas nove palavras abrem o que a nossa equipe de revisão deixou para você.
ask-label = As suas nove palavras, na ordem
ask-hint = Bastam as quatro primeiras letras de cada palavra. Maiúsculas e acentos não fazem diferença.
ask-button = Abrir
ask-none = Ainda não tem palavras?
ask-none-link = Você as recebe onde se conta o que aconteceu
# $count: quantas palavras foram escritas.
ask-problem-count =
    { $count ->
        [0] Ainda não há palavras aqui. Precisamos das nove.
        [one] Há uma palavra aqui. Precisamos das nove.
       *[other] Há { $count } palavras aqui. Precisamos de exatamente nove.
    }
# $position: de 1 a 9.
ask-problem-word = A palavra número { $position } não está nas nossas listas. Por favor, olhe as letras dela mais uma vez.
ask-problem-checksum = Cada palavra está nas nossas listas, mas juntas não combinam. Uma pode ser outra palavra, ou ficar em outro lugar.

## As respostas

mailbox-title = Nossas respostas para você
mailbox-empty = Ainda não há resposta.
mailbox-empty-lead = A nossa equipe de revisão pode precisar de dias ou semanas. Você pode voltar quando quiser.
mailbox-empty-words = Outras palavras abrem outra caixa de respostas, que também está vazia. Na dúvida, confira cada palavra.
# $day: uma data como 2031-05-17.
mailbox-day = Deixada em { $day }
mailbox-unopened = Há aqui uma resposta que não abre. Você pode apagá-la e avisar a nossa equipe.
mailbox-delete = Apagar esta resposta
mailbox-delete-lead = O que você apaga aqui some para você. A nossa equipe guarda uma cópia lacrada do que escreveu.
mailbox-delete-all = Apagar todas as respostas
mailbox-deleted = Está apagada.
mailbox-deleted-some = O que a página mostrava está apagado. Desde então chegou algo novo, que continua aqui.
mailbox-deleted-none = Agora nada foi apagado. Desde que a página foi mostrada chegou algo novo, que continua aqui.
add-title = Contar mais, ou responder
add-lead = O que você acrescentar chega à mesma equipe, junto com o que contou antes. As mesmas nove palavras continuam suas.
add-where = Escolha o formulário que usou antes, para que chegue às mesmas pessoas.
add-withdrawn = Se você retirou algo hoje ou ontem, o que acrescentar aqui pode ser retirado também. Um formulário novo, com palavras novas, fica.
mailbox-leave = Quando tiver lido tudo, escolha “Nova identidade” no Navegador Tor.
mailbox-back = Voltar ao início

## A segurança

safety-title = Sua segurança
safety-lead = Você conhece melhor a sua situação. Use desta lista o que ajudar você.
safety-before-title = Antes de contar
safety-before-tor = Use o Navegador Tor com o nível de segurança mais alto, “O mais seguro”. Este site funciona por completo assim.
safety-before-device = Use o seu próprio aparelho, não um que o seu trabalho ou outras pessoas controlem.
safety-before-tails = O sistema Tails não deixa rastros no computador. Ele é indicado para pessoas em alto risco.
safety-before-screen = Escolha um momento e um lugar onde ninguém veja a sua tela.
safety-before-tor-seen = O Tor esconde que páginas você visita. Outros na rede podem ver que você usa o Tor, mesmo anos depois.
safety-before-bridge = Uma “ponte”, nas configurações do Navegador Tor, faz com que isso seja mais difícil de ver.
safety-before-bridge-first = Onde o Tor é bloqueado ou punido, configure a ponte antes que o navegador se conecte pela primeira vez.
safety-place-title = O lugar onde você está
safety-place-home = Em casa, menos pessoas veem a sua tela. Mas a sua rede de lá pode ver que você usa o Tor.
safety-place-public = Em um café ou biblioteca, a rede não leva à sua casa. Mas câmeras e pessoas podem ver você.
safety-place-there = Em um lugar assim, pague em dinheiro. Não entre em nenhuma conta com o seu nome.
safety-phone-title = No celular
safety-phone-android = No Android, use o Navegador Tor do Tor Project. Outros aplicativos de nome parecido podem não proteger você.
safety-phone-iphone = No iPhone existe o Onion Browser. As regras da Apple fazem com que ele proteja menos que o Navegador Tor.
safety-phone-keyboard = Teclados lembram o que você digita, também as nove palavras. Desative nas configurações as sugestões e o aprendizado.
safety-phone-pictures = Capturas de tela e fotos desta página podem ser copiadas para a nuvem. É mais seguro não fazer nenhuma.
safety-phone-borrowed = Em um celular emprestado, o dono pode achar o navegador e os seus rastros. Remova o que instalou.
safety-phone-where = Um celular diz à sua rede onde está, com qualquer navegador.
safety-telling-title = Enquanto conta
safety-telling-unique = Pense nisto: só você poderia saber? Então isso pode mostrar quem você é.
safety-telling-letters = Você pode usar uma letra, como “A”, para cada pessoa.
safety-telling-others = Não é preciso perguntar a outras pessoas, juntar nada nem voltar a lugar nenhum.
safety-files-title = Fotos, vídeos e documentos
safety-files-hidden = Arquivos originais trazem dados ocultos, como hora, lugar e modelo do telefone. Isso faz deles provas fortes.
safety-files-seen = Fotos e vídeos mostram também rostos, vozes e lugares. Documentos podem dizer quem os escreveu.
safety-files-sealed = Lacramos cada arquivo como ele é. A nossa equipe de revisão vê esses dados e os protege.
safety-files-remove = Se preferir, você pode retirar os dados ocultos antes de enviar. O Tails tem uma ferramenta para isso.
safety-files-copies = Ficam cópias no seu aparelho e nos backups na nuvem. Elas podem ser encontradas lá.
safety-after-title = Depois
safety-after-identity = Escolha “Nova identidade” no menu do Navegador Tor. Isso fecha e apaga todas as páginas.
safety-after-words = Guarde as suas nove palavras na memória. Se as anotou para aprender, destrua o papel.
safety-after-quiet = É mais seguro não falar sobre isto e não pesquisar sobre isto fora do Navegador Tor.
safety-after-back = Volte para ver as respostas com o mesmo cuidado da primeira vez.
safety-after-browser = O navegador pode ser encontrado no seu aparelho. Você pode remover e instalar de novo mais tarde.
safety-server-title = O que o servidor pode ver
safety-server-stored = O que está guardado é lacrado com as chaves da nossa equipe de revisão. Quem opera ou toma o servidor não consegue abrir.
safety-server-live = Se alguém controla em segredo o servidor em funcionamento, poderia ver as suas palavras enquanto chegam.
safety-server-nothing = Não guardamos endereço, nem dados do navegador, nem hora. Guardamos o dia.
safety-exit-title = O que “Sair desta página” faz
safety-exit-does = Esconde a página na hora. Ela ainda pode ser encontrada com o botão Voltar.
safety-exit-tabs = Sai de uma única aba. Outras abas deste site continuam abertas.
safety-exit-not = Não pode apagar o que o seu aparelho ou a rede registraram. “Nova identidade” apaga mais.
safety-care-title = Como se cuidar
safety-care-feelings = Contar pode despertar medo, raiva ou tristeza, agora ou dias depois. É uma resposta normal à violência.
safety-care-stop = Você pode parar no meio. Nada é guardado até você apertar Enviar.
safety-care-someone = Se puder, fique perto de alguém de confiança. Um médico ou psicólogo de confiança também pode ajudar.
support-title = Quem pode ajudar
support-lead = { $organisation } escolheu estes contatos. Eles não veem o que você envia aqui.
support-traces = Uma ligação, uma mensagem ou uma visita deixa rastros. Use um celular que ninguém mais olhe.
support-everywhere = Em qualquer país
safety-cannot-title = O que não podemos fazer
safety-cannot = Não podemos proteger você fisicamente. Não podemos prometer que um tribunal vai agir.

## Sobre

about-title = Sobre este site
about-who = Este site é de { $organisation }. Ele reúne testemunhos e provas de violações de direitos humanos.
about-languages-title = Idiomas
about-languages = As páginas falam estes idiomas. Você pode escrever em qualquer idioma.
about-limits-title = Limites
about-limit-file = Um arquivo
about-limit-visit = Uma visita
about-limit-files = Arquivos por visita
about-limits-more = Você pode vir quantas vezes quiser.
about-reviewers-title = Chaves da equipe de revisão
about-reviewers = Uma lista assinada diz quais chaves podem abrir o que você envia. Esta é a impressão digital da lista.
about-reviewers-compare = Você pode comparar com a que { $organisation } publicou em outro lugar.
about-software-title = Programa
# $version: como 0.1.0.
about-software = Amparo { $version }, programa livre sob a licença AGPL-3.0-or-later.
about-software-source = Você pode pedir o código-fonte a { $organisation }.
about-software-quiet = Sem cookies, sem scripts, sem nada de outros sites.

## Avisos curtos

notice-back = Voltar ao início
notice-not-found-title = Não há nada aqui
notice-not-found = Este endereço não leva a nenhuma página nossa. Talvez falte uma letra.
notice-wrong-method-title = Por favor, comece de novo
notice-wrong-method = Esta página não pode ser aberta desta forma. A página inicial leva a todas as outras.
notice-busy = O servidor está ocupado. Por favor, tente de novo em alguns minutos.
notice-malformed-title = Isto não chegou inteiro
notice-malformed = Algo se perdeu no caminho, e nada ficou guardado. Por favor, tente de novo a partir da página inicial.
notice-failed-title = Algo quebrou do nosso lado
notice-failed = Não tem nada a ver com você. Por favor, tente de novo um pouco mais tarde.

## A página vazia atrás de “Sair desta página”: só palavras neutras.
exit-hint = Navegador Tor: “Nova identidade” fecha e apaga todas as páginas.
