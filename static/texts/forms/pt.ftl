# Português: o que os formulários perguntam. As regras estão em static/texts/en.ftl e em forms/en.ftl: um título
# diz em poucas palavras do que trata uma parte fechada; a introdução diz para que servem as respostas;
# um aviso vem antes das perguntas difíceis e diz como passar por elas.

## Escolher um formulário

desks-title = Escolha como quer contar
desk-guided-title = Contar o que aconteceu, com perguntas que ajudam
desk-guided-lead = As perguntas ajudam você a contar. Você pode pular todas elas.
desk-short-title = Só contar e juntar arquivos
desk-short-lead = Um espaço para as suas palavras, outro para os arquivos.
desk-detention-title = Prenderam alguém, ou alguém está em detenção
desk-detention-lead = Com as perguntas que um grupo de trabalho das Nações Unidas faz sobre prisões.

guided-lead =
    Você decide o que contar. Pode pular qualquer pergunta e parar a qualquer momento.
    As partes fechadas são opcionais: todas podem ficar fechadas.
    Se você tem menos de 18 anos, poucas palavras bastam.
detention-lead =
    Você decide o que contar. Pode pular qualquer pergunta e parar a qualquer momento.
    Você pode contar por você ou por outra pessoa.

## Todo tipo de pergunta

choice-none = Sem resposta
not-said-unknown = Não sei
not-said-declined = Prefiro não dizer
answer-yes = Sim
answer-no = Não
date-day = Dia
date-month = Mês, de 1 a 12
date-year = Ano
date-about = Mais ou menos nessa época
date-until = Se continuou: até quando?
date-words = Ou com as suas palavras
count-how = É exato ou uma estimativa?
count-exact = É exato
count-estimate = É uma estimativa

## Ao lado de uma resposta que volta

# $limit: quantos caracteres cabem, já escrito neste idioma.
problem-too-long = Aqui cabem { $limit } caracteres. Você pode pôr o resto em outra parte desta página ou em um arquivo.
problem-not-an-option = Esta resposta não está entre as oferecidas. Por favor, escolha de novo ou deixe em branco.
problem-no-such-day = O calendário não tem essa data. Um ano tem quatro algarismos, e só o ano também serve.
problem-not-a-number = Por favor, use algarismos aqui, como 12. Você também pode deixar em branco.
problem-end-before-start = O fim está antes do começo. Por favor, olhe as duas datas mais uma vez.
problem-broken-text = Algumas letras não chegaram inteiras até nós. Por favor, olhe esta resposta mais uma vez.

## Você e o que conta

you-title = Você e o que conta
you-lead = Isto nos diz o que você pode saber por si, e que idioma usar.
link-label = Como você sabe disso?
link-experienced = Aconteceu comigo
link-saw = Eu vi ou ouvi
link-family = Aconteceu com alguém da minha família
link-helping = Estou ajudando alguém a contar
link-documents = Tenho documentos ou gravações disso
language-label = Em que idioma você escreve?
language-hint = O seu próprio idioma é o melhor. Marque vários se você os mistura.
language-es = Espanhol
language-en = Inglês
language-pt = Português
language-fr = Francês
language-ar = Árabe
language-fa = Persa
language-ht = Crioulo haitiano
language-qu = Quéchua
language-guc = Wayuu
language-ru = Russo
language-uk = Ucraniano
language-zh = Chinês
language-my = Birmanês
language-tr = Turco
language-other = Outro idioma

## Perigo agora

dangernow-title = Se alguém está em perigo agora
dangernow-lead = Assim olhamos primeiro o que é urgente. Mesmo assim, a leitura pode levar dias, e não podemos resgatar ninguém.
danger-label = Alguém está em perigo agora?
ongoing-label = Ainda está acontecendo?
danger-words-label = Qual é o perigo?
danger-words-hint = Poucas palavras bastam. Não diga onde alguém se esconde.

## Que tipo de coisa

kinds-title = Que tipo de coisa aconteceu
kinds-lead = Isto ajuda o relato a chegar à pessoa certa. Não há problema em não ter certeza.
kind-label = O que se encaixa?
kind-hint = Marque quantas opções quiser.
kind-killed = Mataram alguém
kind-taken = Levaram alguém e escondem a pessoa
kind-arrested = Prenderam ou detiveram alguém
kind-beaten = Espancamento, tortura, maus-tratos
kind-sexual = Violência sexual ou ameaças de violência sexual
kind-protest = Tiros ou força em um protesto
kind-punished = Castigo por política ou por ser quem é
kind-forced-out = Ter que deixar a casa ou o país
kind-attacked = Ataque a quem defende direitos humanos, a um jornalista ou a uma organização
kind-raid = Uma invasão, um roubo, um passaporte cancelado
kind-custody = Sem advogado, sem juiz ou sem remédios sob custódia
kind-fighting = Danos em combates armados
kind-other = Outra coisa

## Quando e onde

whenwhere-title = Quando e onde
whenwhere-lead = Isto nos ajuda a ligar o que você conta ao que outras pessoas contaram.
when-label = Quando aconteceu?
when-hint = Mais ou menos já serve: um mês, uma estação, um ano.
place-label = Onde aconteceu?
place-hint = Uma cidade, uma região ou um tipo de lugar basta.
whenwhere-words-label = Quando e onde foi?
whenwhere-words-hint = Com as suas palavras. Mais ou menos já serve.

wheremore-title = Mais sobre quando e onde
wheremore-lead = Com isto, o seu relato pode ser encontrado entre outros do mesmo lugar.
daypart-label = Em que parte do dia?
daypart-before-dawn = De madrugada
daypart-morning = De manhã
daypart-midday = Por volta do meio-dia
daypart-afternoon = À tarde
daypart-evening = Ao anoitecer
daypart-night = À noite
country-label = País
state-label = Estado, província ou região
municipality-label = Cidade, vila ou município
place-kind-label = Que tipo de lugar era?
place-kind-home = Uma casa
place-kind-street = Uma rua ou praça
place-kind-work = Um local de trabalho
place-kind-school = Uma escola ou universidade
place-kind-health = Um hospital ou posto de saúde
place-kind-meeting = Um local de culto, um partido ou uma organização
place-kind-polling = Um local de votação
place-kind-checkpoint = Um posto de controle ou uma fronteira
place-kind-police = Uma delegacia ou posto de polícia
place-kind-prison = Uma prisão
place-kind-military = Uma instalação militar
place-kind-secret = Um local de detenção secreto ou desconhecido
place-kind-countryside = O campo, uma estrada ou um rio
place-kind-other = Outro lugar

## O relato

account-title = O que aconteceu
account-lead = Esta é a parte principal. Pode trazer de volta momentos difíceis. Você também pode enviar só arquivos.
account-label = Com as suas palavras, o que aconteceu?
# Cada linha é uma dica separada.
account-hint =
    Pode ser curto, e em qualquer ordem. A nossa equipe pode perguntar mais depois, só se você concordar.
    O que você viu ou ouviu pessoalmente? O que outras pessoas contaram a você?
    Você pode usar uma letra, como “A”, para cada pessoa.
    Algo que só você pode saber pode mostrar quem você é.

## As pessoas

people-title = Quantas pessoas
people-lead = Isto mostra o tamanho do que aconteceu.
affected-label = Com quantas pessoas aconteceu?
affected-hint = Um número. Uma estimativa já serve.

persons-title = As pessoas com quem aconteceu
persons-lead = Isto nos permite distinguir uma pessoa de outra. Não é preciso dizer nomes.
# $n: 1, 2, 3 …
person-each = Pessoa { $n }
call-label = Como vamos chamar esta pessoa?
call-hint = Use uma letra, como “A”, ou um nome inventado.
age-label = Mais ou menos que idade?
age-child-0-11 = Criança com menos de 12 anos
age-child-12-17 = De 12 a 17
age-adult-18-29 = De 18 a 29
age-adult-30-44 = De 30 a 44
age-adult-45-59 = De 45 a 59
age-adult-60-up = 60 ou mais
gender-label = Gênero
gender-woman = Mulher ou menina
gender-man = Homem ou menino
gender-another = Outro
role-label = Pelo que esta pessoa era conhecida, ou o que fazia ali?
role-protester = Protestava
role-poll-witness = Fiscalizava uma eleição
role-journalist = Fazia jornalismo
role-defender = Defendia direitos humanos
role-health-worker = Cuidava de doentes ou feridos
role-other = Outra coisa
permission-label = Esta pessoa, ou a família, concorda que você conte isto?
permission-hint = “Não” também é uma boa resposta. Ela limita o que fazemos com isto.
permission-yes = Sim
permission-no = Não
permission-could-not-ask = Não pude perguntar
real-name-label = Nome real
id-number-label = Documento de identidade: tipo e número
born-label = Data de nascimento
identity-hint = Isto é lacrado à parte. Só as poucas pessoas da equipe de revisão que precisam disto podem abrir.
identity-hint-all = Isto é lacrado à parte. A nossa equipe de revisão pode abrir.

person-title = A pessoa que foi presa
person-lead = O grupo de trabalho pergunta isto. Aqui não é preciso nenhum nome.
nationality-label = Nacionalidade
profession-label = Trabalho ou atividade
profession-hint = Se pode ter a ver com a prisão.
identity-title = O nome dessa pessoa
identity-lead = O grupo de trabalho precisa de um nome para um pedido formal. Você pode informá-lo mais tarde, ou nunca.
home-label = Endereço habitual

## Quem fez isto

who-title = Quem fez isto
who-lead = Isto ajuda a descobrir quem deu as ordens. Não há problema em não ter certeza.
force-label = Quem eram, pelo que você sabe?
force-police = Polícia
force-guard = Guarda nacional ou gendarmaria
force-military = Exército, marinha ou força aérea
force-intelligence = Serviço secreto ou de inteligência
force-prison-staff = Funcionários da prisão
force-border = Agentes de fronteira ou de migração
force-officials = Outros agentes do Estado
force-armed-civilians = Civis armados do lado das autoridades
force-armed-group = Outro grupo armado
force-private = Uma empresa ou um particular
force-other = Outras pessoas
unit-label = O que você notou nessas pessoas?
unit-hint = Por exemplo unidade, uniforme, insígnia, veículo, placa, arma, nomes ou ordens. Só o que você viu ou ouviu.
known-by-label = Como você sabe que foram essas pessoas?
known-by-saw = Eu as vi
known-by-marks = Pelo uniforme, pela insígnia ou pelo veículo
known-by-they-said = Elas mesmas disseram
known-by-others-said = Outras pessoas disseram
known-by-guess = É o que eu suponho

## Prisão e detenção

held-title = Se prenderam ou detiveram alguém
detained-title = A detenção
held-warning = As próximas perguntas são sobre prisão e custódia. Você pode deixar todas em branco e seguir mais abaixo.
held-lead = Advogados e as Nações Unidas perguntam isto primeiro.
held-since-label = Quando começou a detenção?
held-since-hint = Só se foi em um dia diferente da prisão. Mais ou menos já serve.
held-warrant-label = Mostraram um mandado ou outro papel oficial?
held-authority-label = Que autoridade ordenou a detenção?
held-reason-label = Que razão as autoridades deram?
held-law-label = Que lei ou que acusação mencionaram?
held-place-label = Onde a pessoa ficou detida?
held-place-hint = Se houve vários lugares, na ordem. O último é onde a pessoa está agora.
held-by-label = Que força ou serviço detém ou deteve a pessoa?
held-lawyer-label = A pessoa pôde falar com um advogado?
held-family-label = A família pôde visitar ou ligar?
access-yes = Sim
access-limited = Só tarde, ou nunca a sós
access-no = Não
held-court-label = A pessoa foi levada diante de um juiz?
held-decision-label = Quando foi isso, e o que se decidiu?
held-still-label = A pessoa continua detida?
held-end-label = Se terminou, quando?

arrest-title = Quando e onde foi a prisão
arrest-lead = Com uma data e um lugar, é possível procurar uma prisão e perguntar por ela.
arrest-when-label = Quando foi a prisão?
arrest-place-label = Onde foi a prisão?
arrestmore-title = Mais sobre a prisão
arrestmore-lead = Isto mostra se a prisão seguiu a lei.
arrest-authority-label = Que autoridade emitiu esse papel?

## O que se fez a respeito

measures-title = O que foi feito até agora
measures-lead = O grupo de trabalho pergunta isto. Ninguém precisa tomar nenhuma medida por nós.
steps-label = O que foi feito junto a tribunais ou autoridades?
steps-hint = Por exemplo uma denúncia, ou um pedido a um juiz. “Nada, não era seguro” também é uma resposta.
steps-outcome-label = O que resultou disso?

## Levaram alguém e escondem a pessoa

missing-title = Se levaram alguém e escondem a pessoa
missing-warning = As próximas perguntas são sobre uma pessoa desaparecida. Você pode deixar todas em branco e seguir mais abaixo.
missing-lead = Com isto, as Nações Unidas podem perguntar a um governo sobre a pessoa.
missing-seen-label = Quando a pessoa foi vista pela última vez?
missing-place-label = Onde a pessoa foi vista pela última vez?
missing-reply-label = O que as autoridades disseram?
missing-search-label = O que foi feito para encontrar a pessoa?
missing-search-hint = “Nada, não era seguro” também é uma resposta. Ninguém precisa procurar por nós.

## Mataram alguém

death-title = Se mataram alguém
death-warning = As próximas perguntas são sobre uma morte. Você pode deixar todas em branco e seguir mais abaixo.
death-lead = Isto ajuda especialistas a entender o que aconteceu.
death-place-label = Onde a pessoa foi encontrada?
death-injuries-label = Que ferimentos você viu com os próprios olhos?
death-injuries-hint = Só se quiser pensar nisso agora.
death-body-label = Onde está o corpo agora?
death-body-family = Com a família
death-body-authorities = Com as autoridades
death-body-buried = Enterrado por outras pessoas
death-body-not-found = Não foi encontrado
death-autopsy-label = Um médico examinou o corpo?

## Espancamento e tortura

torture-title = Se espancaram ou torturaram alguém
torture-warning = As próximas perguntas são sobre violência. Você pode deixar todas em branco e parar a qualquer momento.
torture-lead = Médicos e advogados trabalham com isto. Podem perguntar mais depois, só se você concordar.
torture-authority-label = Quem detinha a pessoa?
torture-when-label = Quando foi?
torture-words-label = O que fizeram?
torture-words-hint = Com as suas palavras. Você escolhe quanto.
torture-effects-label = Que efeitos teve, na época ou agora?
torture-care-label = Houve cuidados de um médico ou de outra pessoa?
torture-papers-label = Existem papéis ou fotos disso?
torture-papers-hint = Se não existem, tudo bem. Não é preciso conseguir nenhum.
torture-papers-papers = Papéis médicos
torture-papers-photos = Fotos
torture-papers-none = Não há

## Violência sexual: nada é para ser descrito.

sexual-title = Se houve violência sexual
sexual-warning = Você não precisa descrevê-la aqui. Perguntamos só se alguém pode escrever para você.
sexual-lead = Uma pessoa especializada sabe ouvir sem perguntar duas vezes.
specialist-label = Uma pessoa especializada pode escrever para você sobre isso?
specialist-hint = Ela escreveria na página “Respostas”. As suas nove palavras abrem essa página.
specialist-needs-label = O que ajudaria você?
specialist-needs-woman = Falar com uma mulher
specialist-needs-man = Falar com um homem
specialist-needs-interpreter = Um intérprete ou uma intérprete
specialist-needs-medical = Atendimento médico ou de enfermagem

## Quem defende direitos e organizações

defenders-title = Se atacaram quem defende direitos, um jornalista ou uma organização
defenders-warning = As próximas perguntas são sobre ameaças e ataques. Você pode deixar todas em branco e seguir mais abaixo.
defenders-lead = As Nações Unidas têm uma pessoa especialista nisto, que pode perguntar a um governo.
attack-label = O que fizeram?
attack-threat = Ameaças
attack-followed = Seguir ou vigiar
attack-assault = Golpes ou outro ataque ao corpo
attack-arrest = Uma prisão
attack-raid = Uma invasão, ou levaram coisas
attack-smear = Mentiras ou insultos em público
attack-closed = A organização foi fechada ou proibida
attack-money = Dinheiro ou contas foram bloqueados
attack-travel = Tiraram um passaporte ou impediram uma viagem
attack-other = Outra coisa
work-label = Contra que tipo de trabalho era?
work-rights = Direitos humanos
work-journalism = Jornalismo
work-law = Advocacia
work-union = Um sindicato
work-community = Terra, água ou uma comunidade
work-elections = Eleições
work-health = Saúde
work-teaching = Ensinar ou estudar
work-other = Outra coisa

## Outras pessoas que sabem

others-title = Quem mais sabe
others-lead = Isto evita que se pergunte às pessoas as mesmas coisas outra vez.
witnesses-label = Outras pessoas viram ou ouviram?
witnesses-hint = Sem nomes, por favor. Não é preciso perguntar nada a elas.
told-label = Você já contou isto a alguém? A quem, e quando?
told-hint = Por exemplo a um advogado, uma organização, um tribunal ou um jornal.

## Como falar com você

reach-title = Outra forma de falar com você
reach-lead = As suas nove palavras bastam para as respostas, e são a forma mais segura. Aqui você pode acrescentar outra.
own-name-label = Seu próprio nome, se quiser dizer
contact-label = Outra forma de falar com você
contact-never-label = Como ou quando não é seguro falar com você?
contact-never-hint = Por exemplo um número que outros atendem, ou uma hora em que há gente por perto. Isto também é lacrado à parte.

## Apoio

help-title = Apoio que você gostaria de ter
help-lead = Isto nos mostra o que é necessário. Não podemos prometer isso. “Sua segurança” diz mais, para todas as pessoas.
support-label = O que ajudaria?
support-medical = Um médico ou uma médica
support-psychological = Um psicólogo ou uma psicóloga
support-legal = Um advogado ou uma advogada
support-relocation = Um lugar mais seguro para viver
support-none = Nada agora

## Idade

young-title = Se você talvez tenha menos de 18 anos
young-lead = Se é assim, você não precisa contar nenhum detalhe. O que já escreveu basta.
under-18-label = Você tem menos de 18 anos?

## Arquivos

aboutfiles-title = Sobre os seus arquivos
aboutfiles-lead = Saber de onde vem um arquivo faz com que seja mais fácil confiar nele.
# $n: 1, 2, 3 …: os lugares onde se escolhem arquivos, na ordem.
aboutfiles-each =
    { $n ->
        [1] Sobre os arquivos em “{ files-first }”
        [2] Sobre os arquivos em “{ files-second }”
        [3] Sobre os arquivos em “{ files-third }”
       *[other] Sobre a sua escolha de arquivos número { $n }
    }
shows-label = O que eles mostram?
origin-label = De onde eles vêm?
origin-made = Eu os fiz
origin-received = Alguém me deu ou me enviou
origin-web = Eu os copiei da internet
address-label = Se são da internet: o endereço
copied-label = Se são da internet: quando foram copiados?
original-label = São os originais?
original-hint = Arquivos originais valem mais. Arquivos encaminhados por um aplicativo de mensagens também são bem-vindos.
original-original = Sim, são originais
original-forwarded = Não, foram encaminhados ou alterados
hidden-label = Dados ocultos, como lugar e modelo do telefone
hidden-hint = Dados ocultos podem mostrar quem você é. De uma forma ou de outra, nós os lacramos com o arquivo.
hidden-keep = Deixar para a nossa equipe de revisão
hidden-remove = Retirar antes que mais alguém veja o arquivo

files-title = Fotos, vídeos e documentos
files-original = Envie o arquivo original, se puder. Ele pode conter dados ocultos, como lugar e modelo do telefone.
files-reviewers = Só a nossa equipe de revisão pode abri-lo. Ela também vê o nome dele.
files-limits = Cada arquivo pode ter até { $file-limit }. Uma visita pode ter até { $visit-limit }.
files-many =
    { $max-files ->
        [one] Você pode enviar um arquivo por visita.
       *[other] Você pode enviar até { $max-files } arquivos por visita.
    }
files-long =
    { $upload-hours ->
        [one] O envio pode durar no máximo uma hora. Enquanto isso, por favor, deixe a tela ligada e esta página aberta.
       *[other] O envio pode durar no máximo { $upload-hours } horas. Enquanto isso, por favor, deixe a tela ligada e esta página aberta.
    }
files-first = Arquivos
files-second = Mais arquivos, de outra pasta
files-third = Mais arquivos, de uma terceira pasta
