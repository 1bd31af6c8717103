# Português: o que uma pessoa permite. Estes textos são lacrados junto com o que foi escolhido: se o sentido
# muda, muda também o número de versão do consentimento.

## Antes de escolher: o que precisa ser dito

consent-title = Seu consentimento
consent-who = A equipe de revisão de { $organisation } lê o que você envia. Ela usa isso para documentar violações de direitos humanos.
consent-further = Para qualquer outro uso, vale o que você escolher nesta página. Onde não escolher nada, perguntamos antes.
consent-courts = Um tribunal pode nos ordenar que entreguemos o que temos.
consent-contacts = Se houver um julgamento, os dados de contato que você der podem chegar a todas as partes.
consent-change = Você pode mudar ou retirar o seu consentimento mais tarde, com as suas nove palavras.
consent-undone = O que já foi lido ou usado não pode ser desfeito.
consent-promise = Não pagamos nada por isso. Não podemos prometer que um tribunal vai agir.
consent-label = Concordo que { $organisation } guarde e leia o que eu envio.
consent-only = Esta caixa é a única coisa que precisamos que você marque.

## Uso por uso

consent-levels-title = O que mais pode ser feito com isso
consent-levels-lead = Tudo aqui começa com “Pergunte-me antes”. Você pode deixar assim.
consent-ask-means = “Pergunte-me antes” quer dizer: escrevemos para você na página “Respostas”. Sem a sua resposta, é um não.
consent-anonymous-means = “Nada que me identifique” quer dizer: sem nomes, lugares nem detalhes que mostrem quem você é.

consent-c1 = Estatísticas
consent-c1-hint = É contado, como em “40 prisões em maio”. Nada mais é mostrado.
consent-c2 = Uma organização com que trabalhamos, ou um advogado
consent-c2-hint = Pessoas em quem confiamos leem, para ajudar no caso.
consent-c3 = As Nações Unidas
consent-c3-hint = Investigadores e especialistas das Nações Unidas leem. Podem perguntar a um governo sobre isso.
consent-c4 = Um tribunal que não fica sabendo quem você é
consent-c4-hint = Uma promotoria ou um tribunal, como o Tribunal Penal Internacional, fica sabendo o que aconteceu.
consent-c5 = Um tribunal que sabe quem você é
consent-c5-hint = Para isto, sempre perguntamos antes. Alguém conversa com você antes que qualquer coisa seja repassada.
consent-c6 = Relatórios e mídia
consent-c6-hint = O que aconteceu pode ser contado em público, sem nada que identifique você.
consent-c7 = Contato de um psicólogo, um médico ou um advogado
consent-c7-hint = Uma dessas pessoas pode escrever para você na página “Respostas”, para oferecer ajuda.

consent-value-no = Não
consent-value-ask = Pergunte-me antes
consent-value-anonymous = Sim, nada que me identifique
consent-value-yes = Sim
consent-value-keep = Deixar como está

consent-no-death-penalty = Não para tribunais que poderiam condenar alguém à morte
consent-no-death-penalty-hint = Se você marcar isto, vale qualquer que seja a sua escolha acima.

## Mudar, na caixa de respostas

change-title = Mudar o que podemos fazer
change-lead = Aqui você pode escolher de novo. Vale para tudo o que contou com estas nove palavras.
change-careful = Dentro de um mesmo dia vale a escolha mais cautelosa, também no dia em que contou. Para permitir mais do que nesse dia, escolha de novo em outro dia. Os dias terminam à meia-noite UTC.
change-stays = Se você já marcou isto antes, continua valendo.
change-undone = O que já foi repassado antes, com o seu consentimento, não pode ser trazido de volta.
change-button = Guardar estas escolhas
change-done-title = Suas novas escolhas estão guardadas
change-done = A nossa equipe de revisão vai vê-las quando buscar de novo o que chegou. Isso pode levar dias.
change-none-title = Nada mudou
change-none = Cada linha ficou como estava.

## Retirar, na caixa de respostas

withdraw-title = Retirar o que contei
withdraw-lead = Então removemos tudo o que você contou com estas nove palavras. Isso sai do servidor e dos computadores da nossa equipe de revisão.
withdraw-wait = Primeiro a nossa equipe confirma. Depois passam alguns dias até a remoção.
withdraw-undone-title = O que isto não pode desfazer
withdraw-undone-shared = O que já foi repassado ou publicado fica com outras pessoas.
withdraw-undone-read = O que alguém leu não pode deixar de ter sido lido.
withdraw-undone-court = Se um tribunal nos ordenou guardar alguma coisa, temos que guardar.
withdraw-undone-copies = As cópias que alguém da equipe tirou do nosso sistema, e os backups antigos, precisam ser apagados à mão.
withdraw-undone-mark = Fica uma marca. Ela só diz que algo foi retirado.
withdraw-box = Sim, quero retirar
withdraw-box-missing = Por favor, marque também esta caixa, para que não aconteça sem querer.
withdraw-button = Retirar
withdraw-done-title = Sua retirada está guardada
withdraw-done = A nossa equipe de revisão vai vê-la quando buscar de novo o que chegou. Isso pode levar dias.
withdraw-done-then = A partir daí, ela não repassa nada. Alguns dias depois, tudo é removido.
withdraw-done-mailbox = As suas nove palavras ainda abrem as nossas respostas. Você pode contar de novo quando quiser, num formulário novo e com palavras novas.
withdraw-done-same = Com estas nove palavras, conte de novo só a partir de depois de amanhã. O que chegar antes pode ser retirado também.
