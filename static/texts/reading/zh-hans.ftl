# 简体中文：审阅人员在回答旁边读到的内容。规则写在 static/texts/en.ftl 里。

## 日期

spoken-day-month-year = { $year }年{ $month }{ $day }日
spoken-month-year = { $year }年{ $month }
spoken-day-month = { $month }{ $day }日，年份不详
spoken-day-year = { $year }年，月份不详，{ $day }日
spoken-month = { $month }，年份不详
spoken-day = { $day }日，月份和年份不详
spoken-about = 大约{ $date }
spoken-span = 从{ $from }到{ $until }
spoken-until = 到{ $until }为止
spoken-month-1 = 1月
spoken-month-2 = 2月
spoken-month-3 = 3月
spoken-month-4 = 4月
spoken-month-5 = 5月
spoken-month-6 = 6月
spoken-month-7 = 7月
spoken-month-8 = 8月
spoken-month-9 = 9月
spoken-month-10 = 10月
spoken-month-11 = 11月
spoken-month-12 = 12月

## 回答周围

reading-identity = 能认出某人的回答，密封给 { $who }
reading-identity-closed = 有能认出某人的回答。它们密封给 { $who }。
reading-identity-away = 有能认出某人的回答。它们密封给 { $who }，不在保管库里。
reading-identity-others = 其他人
reading-unasked = 在回答旁边、但这份表格没有问到的内容
reading-replied = { $day } 已回复
reading-replied-by = { $day } 已回复，由 { $who }

## 讲述人允许什么

reading-consent-given = 同意，按当初给出的
reading-consent-changed = 同意，按讲述人在 { $day } 最后一次更改的
reading-consent-withdrawn = 同意：讲述人已于 { $day } 撤回。任何内容都不可以转交出去。
reading-consent-none = 同意：没有一条记录说得通。任何内容都不可以转交出去。
reading-c1 = 统计
reading-c2 = 合作组织或律师
reading-c3 = 联合国
reading-c4 = 法院，不透露身份
reading-c5 = 法院，知道身份
reading-c6 = 报告和媒体
reading-c7 = 医生、心理专业人员、律师的联系
reading-value-no = 不同意
reading-value-ask = 先问我
reading-value-anonymous = 同意，但不含能认出我的内容
reading-value-yes = 同意
reading-no-death-penalty = 任何内容都不可以到达可能判处任何人死刑的法院。
