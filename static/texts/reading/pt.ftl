# Português: o que a equipe de revisão lê ao redor das respostas. As regras estão em static/texts/en.ftl.

## Datas

spoken-day-month-year = { $day } de { $month } de { $year }
spoken-month-year = { $month } de { $year }
spoken-day-month = { $day } de { $month }, ano desconhecido
spoken-day-year = dia { $day } de um mês desconhecido, { $year }
spoken-month = { $month }, ano desconhecido
spoken-day = dia { $day }, mês e ano desconhecidos
spoken-about = por volta de { $date }
spoken-span = desde { $from } até { $until }
spoken-until = até { $until }
spoken-month-1 = janeiro
spoken-month-2 = fevereiro
spoken-month-3 = março
spoken-month-4 = abril
spoken-month-5 = maio
spoken-month-6 = junho
spoken-month-7 = julho
spoken-month-8 = agosto
spoken-month-9 = setembro
spoken-month-10 = outubro
spoken-month-11 = novembro
spoken-month-12 = dezembro

## Ao redor das respostas

reading-identity = Respostas que identificam pessoas, lacradas para { $who }
reading-identity-closed = Existem respostas que identificam pessoas. Estão lacradas para { $who }.
reading-identity-away = Existem respostas que identificam pessoas. Estão lacradas para { $who }, e não estão no cofre.
reading-identity-others = outras pessoas
reading-unasked = O que está junto às respostas e não é perguntado por este formulário
reading-replied = Resposta enviada em { $day }
reading-replied-by = Resposta enviada em { $day }, por { $who }

## O que a fonte permite

reading-consent-given = Consentimento, como foi dado
reading-consent-changed = Consentimento, como a fonte o mudou por último em { $day }
reading-consent-withdrawn = Consentimento: retirado pela fonte em { $day }. Nada pode sair.
reading-consent-none = Consentimento: nenhum registro dele faz sentido. Nada pode sair.
reading-c1 = estatísticas
reading-c2 = uma organização parceira ou um advogado
reading-c3 = as Nações Unidas
reading-c4 = um tribunal, sem revelar a identidade
reading-c5 = um tribunal que conhece a identidade
reading-c6 = relatórios e mídia
reading-c7 = contato de um médico, psicólogo ou advogado
reading-value-no = não
reading-value-ask = pergunte-me antes
reading-value-anonymous = sim, nada que me identifique
reading-value-yes = sim
reading-no-death-penalty = Nada pode chegar a um tribunal que poderia condenar alguém à morte.
