## O que vai em cada bolsa que se exporta, para uma pessoa da área jurídica que nunca ouviu falar de nada disto.
## Os dois arquivos afirmam o mesmo: o que está provado, e nem uma palavra a mais. Comandos e nomes de arquivos ficam como estão.
## As aspas são «», e não “”, para que o teste reconheça o nome da função; sem palavras com hífen e sem acento.

bag-title = Leia isto primeiro
bag-what = Esta pasta é uma bolsa (BagIt 1.0, RFC 8493): arquivos e as listas dos seus resumos criptográficos. Ela contém o que a fonte de um envio anônimo permite para «{ $body }» e nada mais. Foi escrita em { $day } (UTC) por { $software }, no computador próprio de quem revisou. O que a fonte permite consta em data/consent.json. Pode não ser permitido entregar a bolsa a outra pessoa: pergunte a quem a deu a você.

bag-here = O que há aqui
bag-here-statistics = data/statistics.json: fatos codificados. Nenhuma palavra e nenhum arquivo.
bag-here-testimony = data/testimony.html (para ler e imprimir), .txt e .json: as respostas que saem, nas palavras da própria fonte.
bag-here-identity = data/identity.*: do mesmo modo, as respostas que identificam pessoas; só onde elas saem.
bag-here-originals = data/originals/: os arquivos como a fonte os enviou, bit por bit, com tudo o que há de oculto neles.
bag-here-parcels = data/parcels/: o que foi baixado, ainda lacrado, onde tudo isso pode sair; data/parcels.json diz por que outros não estão aqui.
bag-here-custody = data/custody/: o que quem revisou fez com isso, ato por ato, cada um assinado; chain.txt é a tabela.
bag-here-rosters = data/rosters/: quem são as pessoas que revisam, por função, e as suas chaves, com a assinatura da pessoa custodiante da organização.
bag-here-load-file = data/icc-load.csv: um arquivo de carga para sistemas de gestão de casos; as suas colunas ainda precisam ser confirmadas com o Gabinete do Procurador.
bag-here-proofs = data/proofs/: o lugar das provas por um registro público. Elas não fazem parte desta versão.
bag-here-description = data/ro-crate-metadata.json: a descrição de todos os arquivos (RO-Crate 1.1).

bag-proven = O que está provado
bag-proven-unsigned = Que os arquivos são aqueles que as listas de resumos nomeiam: um erro de cópia aparece. Ninguém assinou esta bolsa, de modo que ela não diz nada sobre quem revisou: quem muda um arquivo pode mudar também as listas.
bag-proven-integrity = Integridade. Cada byte desta bolsa está como estava quando «{ $role }», uma função de revisão no rol { $version }, a assinou em { $day } (signature.note). Um único arquivo mudado, faltante ou acrescentado aparece.
bag-proven-signer = Quem assinou. A chave dessa função consta no rol, e o rol é assinado pela pessoa custodiante da organização. Isso vale quando você tem a chave da pessoa custodiante, ou a impressão digital do rol, de alguém em quem confia, e não desta bolsa.
bag-proven-day = O último dia possível. O pacote do testemunho diz que foi lacrado em { $received } (UTC); o programa de quem revisou o registrou nesse dia ou depois (data/custody/chain.txt, pelo relógio de quem revisou). O testemunho não pode ser mais recente que o dia da assinatura, a menos que tenha havido uso indevido da chave de quem revisou. Nenhum relógio independente confirmou um dia.
bag-proven-custody = Custódia. Os atos mostrados em data/custody/, em número de { $shown }, foram assinados nesta ordem por quem revisou e não foram mudados desde então. Atos retidos: mais { $withheld }; dizem respeito ao que não sai, ou a outras entregas. Atos que faltam no próprio registro de quem revisou: { $lost }.
bag-proven-receipt = Pacotes lacrados. Um arquivo de data/parcels/ tem como nome o seu próprio SHA-256. Quem tem uma chave da mesa de revisão pode abrir esse arquivo e comparar: os originais e o testemunho são o que foi lacrado nele.

bag-unproven = O que não está provado
bag-unproven-source = Quem é a fonte. Ninguém sabe; o portal não guarda nada dela.
bag-unproven-sealer = Quem lacrou um pacote, e quando. Qualquer pessoa que conheça as chaves públicas do rol pode lacrar um, com qualquer dia dentro. Que ele veio do servidor é o que diz o registro de custódia de quem revisou.
bag-unproven-truth = Que o que ela diz é verdade, ou que um arquivo mostra o que parece mostrar, onde e quando parece.
bag-unproven-files = Quem fez um arquivo, e o que aconteceu com ele antes de ser recebido.
bag-unproven-whole = Que nada foi deixado de fora. Isto é um extrato conforme o consentimento: o que não sai não é listado aqui. Quem revisou também poderia ter retido outra coisa.
bag-unproven-server = Que chegou como a fonte o enviou, se o servidor estava em mãos erradas naquele momento: o que está provado começa com o lacre.
bag-unproven-hour = A hora. Não se guarda nenhum tempo mais preciso que um dia, para proteger as fontes. Os dias são os dos relógios do servidor e de quem revisou.
bag-unproven-reviewer = Que quem revisou não fez nada além do que a custódia mostra.

bag-check = Como verificar, com ferramentas que não são nossas
bag-check-digests = Em um terminal, nesta pasta. Cada linha de sha256sum deve dizer OK ou, conforme o idioma do sistema, «SUCESSO».
bag-check-others = Se há um arquivo que nenhuma lista nomeia: bagit.py, o programa da Biblioteca do Congresso dos Estados Unidos (`pip install bagit`).
bag-check-signature = A assinatura. signature.note é um texto, uma linha vazia e uma linha com o nome de quem assina e um número em base64: quatro bytes que nomeiam a chave, depois a assinatura Ed25519 (RFC 8032) do texto. A chave é a segunda palavra depois de «agent» no texto; compare essa chave com a que o rol dá a essa função. Isto produz o texto assinado, a assinatura e a chave, e faz o OpenSSL verificar tudo. O mesmo vale para cada nota em data/custody/.
bag-check-roster = Os dois números longos devem ser os do texto. O rol data/rosters/{ $file } é uma nota da mesma forma, da pessoa custodiante. A sua impressão digital, o SHA-256 do seu texto (`head -n -2 FILE | sha256sum`), deve ser comparada com o que a organização disser a você por outro meio:
bag-check-custody = A cadeia de custódia: `sha256sum data/custody/*.note` dá os números que estão em chain.txt; a linha «prev» de cada nota é o número da anterior.
bag-check-parcels = Pacotes lacrados: `sha256sum data/parcels/*.age` dá a cada um o seu próprio nome. Com uma chave da mesa de revisão, qualquer age (age-encryption.org) que conheça o tipo da chave abre um pacote, qualquer unzip o descompacta, e o que há dentro é de novo uma bolsa:
bag-check-amparo = Com Amparo, tudo de uma vez, sem rede: `amparo verify .`, com --custodian KEY se você tiver a chave.
bag-check-amparo-unsigned = Com Amparo, tudo de uma vez, sem rede: `amparo verify .`
