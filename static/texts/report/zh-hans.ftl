## 受理处在审阅人员自己的电脑上根据保管库作出的报告。不给讲述人看。

report-title = 保管库里有什么
report-lead =
    { $count ->
       *[other] { $number } 份来件，从{ $from }到{ $until }。
    }
report-lead-once =
    { $count ->
        [1] 一份来件，{ $from }。
       *[other] { $number } 份来件，都在{ $from }。
    }
report-empty = 这里没有来件。
report-only-desk = 只有受理处 { $desk }。
report-only-since = 只有{ $day }以来的来件。
report-only-until = 只有到{ $day }为止的来件。
report-care = 只供受理处自己看。这里没有讲述人的姓名、编号或话语。但很小的数字仍可能指向某个人：请像保管保管库一样保管本页。
report-care-named = 本页有编号、文件名和地点，都是讲述人写的原样。请像保管保管库一样保管它，用完后请删除。
report-number = 来件
report-as-table = 同样内容的表格
report-made = 于{ $day }用 { $version } 制作。本页没有任何来自别处的内容。

## 日、月、周
report-day = { $year }年{ $month }{ $number }日
report-day-short = { $month }{ $number }日
report-month = { $year }年{ $month }
report-week-of = { $day }开始的一周
report-month-1 = 1月
report-month-2 = 2月
report-month-3 = 3月
report-month-4 = 4月
report-month-5 = 5月
report-month-6 = 6月
report-month-7 = 7月
report-month-8 = 8月
report-month-9 = 9月
report-month-10 = 10月
report-month-11 = 11月
report-month-12 = 12月

## 什么时候来的
report-came-title = 什么时候来的
report-came-day = 每天的来件
report-came-week = 每周的来件，从星期一算起
report-came-month = 每月的来件
report-came-year = 每年的来件
report-came-most = 最多的一天是{ $day }：{ $number } 份。
report-came-most-in = 最多的是{ $day }：{ $number } 份。
report-came-once = 全部都在{ $day }到来。
report-step-day = 日
report-step-week = 周
report-step-month = 月
report-step-year = 年

## 等着受理处处理的
report-waits-title = 等着您处理的
report-waits-head = 等着什么
report-waits-nothing = 没有等着您处理的。
report-waits-unanswered = 没有回复
report-waits-incomplete = 这里还不齐全
report-waits-repeated = 再次发来，全部或其中一个文件
report-waits-withdrawn = 讲述人已撤回，但仍在这里
report-waits-not-kept = 有未保存的文件
report-waits-doubtful = 与名册不符
report-waits-no-consent = 没有可以读取的同意
report-waits-unreadable = 打不开的封包

## 讲述人标记的内容
report-kinds-title = 关于什么
report-kinds-lead = 按讲述人的标记。一份来件可以有几个标记。
report-kinds-head = 种类
report-places-title = 什么样的地方
report-places-lead = 按讲述人的标记。
report-places-head = 地方的种类
report-languages-title = 用哪种语言
report-languages-lead = 讲述时所用页面的语言。
report-languages-head = 语言
report-desks-title = 在哪个受理处
report-desks-lead = 由每个受理处自己的审阅人员阅读。
report-desks-head = 受理处
report-left =
    { $count ->
       *[other] { $number } 份把这一项留空。
    }
report-not-asked =
    { $count ->
       *[other] { $number } 份所用的表格没有问这一项。
    }
report-unknown =
    { $count ->
       *[other] 有 { $number } 份的表格或证词不在这里。
    }

## 文件
report-files-title = 文件
report-files-lead =
    { $count ->
       *[other] { $number } 个文件。
    }
report-files-size = 一共 { $size }。
report-files-without =
    { $count ->
        [0] 每份来件都有文件。
       *[other] { $number } 份来件没有文件。
    }
report-files-head = 类型，按浏览器所给的名称
report-files-number = 文件
report-files-bytes = 大小
report-media-image = 其他图片
report-media-video = 其他视频
report-media-audio = 其他声音
report-media-text = 其他文本
report-media-other = 其余一切

## 讲述人允许什么
report-uses-title = 可以转交什么
report-uses-lead = 讲述人今天允许的内容，逐项用途。每份未撤回的来件在每一行计算一次。
report-uses-without = 未获同意，逐项用途
report-uses-note = “未获同意”包括两种人：希望先被询问的人，和说了不同意的人。
report-without =
    { $count ->
        [0] 全部获得同意
       *[other] { $number } 份未获同意
    }
report-value-yes = 同意
report-value-anonymous = 不具名
report-value-ask = 先问
report-value-no = 不同意
report-use-c1 = 统计
report-use-c2 = 合作组织或律师
report-use-c3 = 联合国
report-use-c4 = 法院，不透露身份
report-use-c5 = 法院，知道身份
report-use-c6 = 报告和媒体
report-use-c7 = 医生、心理专业人员或律师的联系

## 编号、姓名和地点，在要求列出时
report-named-title = 逐份来件
report-named-lead = 地点和文件名按讲述人写的原样列在这里。
