## O relatório que uma mesa faz do seu cofre, no computador de quem revisa. As fontes não o veem.

report-title = O que o cofre guarda
report-lead =
    { $count ->
        [one] Um envio, de { $from } a { $until }.
       *[other] { $number } envios, de { $from } a { $until }.
    }
report-lead-once =
    { $count ->
        [one] Um envio, em { $from }.
       *[other] { $number } envios, todos em { $from }.
    }
report-empty = Não há nenhum envio aqui.
report-only-desk = Só a mesa { $desk }.
report-only-since = Só o que chegou desde { $day }.
report-only-until = Só o que chegou até { $day }.
report-care = Só para os olhos da própria mesa. Aqui não há nome, identificador nem palavra de uma fonte. Mesmo assim, um número pequeno pode apontar para uma pessoa: guarde esta página como guarda o cofre.
report-care-named = Esta página contém identificadores, nomes de arquivos e lugares como as fontes os escreveram. Guarde-a como guarda o cofre, e apague-a quando tiver cumprido sua função.
report-number = Envios
report-as-table = O mesmo em uma tabela
report-made = Feito em { $day } com { $version }. Nada nesta página vem de outro lugar.

## Dias, meses e semanas
report-day = { $number } de { $month } de { $year }
report-day-short = { $number } { $month }
report-month = { $month } de { $year }
report-week-of = a semana de { $day }
report-month-1 = jan
report-month-2 = fev
report-month-3 = mar
report-month-4 = abr
report-month-5 = mai
report-month-6 = jun
report-month-7 = jul
report-month-8 = ago
report-month-9 = set
report-month-10 = out
report-month-11 = nov
report-month-12 = dez

## Quando chegou
report-came-title = Quando chegou
report-came-day = Envios por dia
report-came-week = Envios por semana, a partir da segunda-feira
report-came-month = Envios por mês
report-came-year = Envios por ano
report-came-most = O dia com mais envios foi { $day }: { $number }.
report-came-most-in = O período com mais envios foi { $day }: { $number }.
report-came-once = Tudo chegou em { $day }.
report-step-day = Dia
report-step-week = Semana
report-step-month = Mês
report-step-year = Ano

## O que espera pela mesa
report-waits-title = O que espera por você
report-waits-head = O que espera
report-waits-nothing = Nada espera por você.
report-waits-unanswered = Sem resposta
report-waits-incomplete = Nem tudo está aqui
report-waits-repeated = Enviado outra vez, inteiro ou um arquivo dele
report-waits-withdrawn = Retirado pela fonte, e ainda aqui
report-waits-not-kept = Com arquivos que não ficaram guardados
report-waits-doubtful = Não combina com a lista da equipe
report-waits-no-consent = Sem um consentimento que se possa ler
report-waits-unreadable = Pacotes que não abrem

## O que as fontes marcaram
report-kinds-title = De que se trata
report-kinds-lead = Como as fontes marcaram. Um envio pode ter várias marcas.
report-kinds-head = Tipo
report-places-title = Que tipo de lugar
report-places-lead = Como as fontes marcaram.
report-places-head = Tipo de lugar
report-languages-title = Em que idioma
report-languages-lead = O idioma da página em que foi contado.
report-languages-head = Idioma
report-desks-title = Em que mesa
report-desks-lead = Quem revisa em cada mesa lê o que chega a ela.
report-desks-head = Mesa
report-left =
    { $count ->
        [one] Um deixou isto em aberto.
       *[other] { $number } deixaram isto em aberto.
    }
report-not-asked =
    { $count ->
        [one] Um veio por um formulário que não pergunta.
       *[other] { $number } vieram por formulários que não perguntam.
    }
report-unknown =
    { $count ->
        [one] De um, o formulário ou o testemunho não está aqui.
       *[other] De { $number }, o formulário ou o testemunho não está aqui.
    }

## Arquivos
report-files-title = Arquivos
report-files-lead =
    { $count ->
        [one] { $number } arquivo.
       *[other] { $number } arquivos.
    }
report-files-size = { $size } ao todo.
report-files-without =
    { $count ->
        [0] Todo envio tem algum.
        [one] Um envio não tem nenhum.
       *[other] { $number } envios não têm nenhum.
    }
report-files-head = Tipo, como o navegador o nomeou
report-files-number = Arquivos
report-files-bytes = Tamanho
report-media-image = Outras imagens
report-media-video = Outros vídeos
report-media-audio = Outros sons
report-media-text = Outros textos
report-media-other = Qualquer outra coisa

## O que as fontes permitem
report-uses-title = O que pode ser repassado
report-uses-lead = O que as fontes permitem hoje, uso por uso. Cada envio que não foi retirado conta uma vez em cada linha.
report-uses-without = Sem consentimento, por uso
report-uses-note = “Sem consentimento” soma os dois: quem quer que se pergunte antes e quem disse não.
report-without =
    { $count ->
        [0] todos com consentimento
       *[other] { $number } sem consentimento
    }
report-value-yes = Sim
report-value-anonymous = Sem nome
report-value-ask = Perguntar antes
report-value-no = Não
report-use-c1 = Estatísticas
report-use-c2 = Organização parceira ou advogado
report-use-c3 = Nações Unidas
report-use-c4 = Tribunal, sem revelar a identidade
report-use-c5 = Tribunal que conhece a identidade
report-use-c6 = Relatórios e mídia
report-use-c7 = Contato de um médico, psicólogo ou advogado

## Identificadores, nomes e lugares, onde foram pedidos
report-named-title = Envio por envio
report-named-lead = Lugares e nomes de arquivos estão aqui como as fontes os escreveram.
