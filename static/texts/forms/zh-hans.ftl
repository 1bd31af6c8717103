# 简体中文：表格所问的内容。规则写在 static/texts/en.ftl 和 forms/en.ftl 里。

## 选择表格

desks-title = 请选择您想怎样讲述
desk-guided-title = 借助问题讲述发生了什么
desk-guided-lead = 这些问题会帮助您讲述。每一个都可以跳过。
desk-short-title = 只讲述并附上文件
desk-short-lead = 一个写字的框，一个放文件的地方。
desk-detention-title = 有人被逮捕或正被关押
desk-detention-lead = 包括联合国一个工作组就逮捕所问的问题。

guided-lead =
    告诉我们什么，由您决定。您可以跳过任何问题，也可以随时停下来。
    合上的部分是额外的：全部都可以一直合着。
    如果您不满 18 岁，写几句话就够了。
detention-lead =
    告诉我们什么，由您决定。您可以跳过任何问题，也可以随时停下来。
    您可以为自己讲述，也可以为另一个人讲述。

## 各种问题

choice-none = 不回答
not-said-unknown = 我不知道
not-said-declined = 我不想说
answer-yes = 是
answer-no = 否
date-day = 日
date-month = 月，1 到 12
date-year = 年
date-about = 大约那时
date-until = 如果持续了一段时间：到什么时候？
date-words = 或者用您自己的话
count-how = 是准确的，还是估计的？
count-exact = 这是准确的数字
count-estimate = 这是估计

## 在退回来的回答旁边

# $limit：能容纳多少个字符，已按本语言写好。
problem-too-long = 这里能写 { $limit } 个字符。其余的可以写在本页别处，或放在文件里。
problem-not-an-option = 这个回答不在可选的范围内。请重新选择，或者留空。
problem-no-such-day = 日历上没有这个日期。年份有四位数字，只写年份也可以。
problem-not-a-number = 请在这里写数字，例如 12。也可以留空。
problem-end-before-start = 结束时间在开始之前。请再看一看这两个日期。
problem-broken-text = 有些文字没有完整地传到我们这里。请再看一看这个回答。

## 您和您讲述的事

you-title = 您和您讲述的事
you-lead = 这让我们了解您自己可能知道什么，以及用哪种语言。
link-label = 您是怎么知道这件事的？
link-experienced = 它发生在我身上
link-saw = 我看到或听到了
link-family = 它发生在我家人身上
link-helping = 我在帮助别人讲述
link-documents = 我有关于它的文件或录音录像
language-label = 您用哪种语言书写？
language-hint = 用您自己的语言最好。如果混着用，可以多选。
language-es = 西班牙语
language-en = 英语
language-pt = 葡萄牙语
language-fr = 法语
language-ar = 阿拉伯语
language-fa = 波斯语
language-ht = 海地克里奥尔语
language-qu = 克丘亚语
language-guc = 瓦尤语
language-ru = 俄语
language-uk = 乌克兰语
language-zh = 中文
language-my = 缅甸语
language-tr = 土耳其语
language-other = 其他语言

## 现在的危险

dangernow-title = 如果现在有人处于危险中
dangernow-lead = 这让我们能先看紧急的事。但阅读仍可能需要几天，而且我们不能营救任何人。
danger-label = 现在有人处于危险中吗？
ongoing-label = 事情还在继续吗？
danger-words-label = 是什么危险？
danger-words-hint = 几句话就够了。请不要写有人藏在哪里。

## 是哪类事情

kinds-title = 发生的是哪类事情
kinds-lead = 这有助于让合适的人来阅读。不确定也没关系。
kind-label = 哪些符合？
kind-hint = 想选几项都可以。
kind-killed = 有人被杀害
kind-taken = 有人被带走并被隐藏起来
kind-arrested = 有人被逮捕或被关押
kind-beaten = 殴打、酷刑、虐待
kind-sexual = 性暴力或以性暴力相威胁
kind-protest = 抗议中的枪击或武力
kind-punished = 因政治或因自己是什么人而受惩罚
kind-forced-out = 被迫离开家或国家
kind-attacked = 对人权捍卫者、记者或组织的攻击
kind-raid = 搜查、偷窃、护照被注销
kind-custody = 羁押中没有律师、没有法官或没有药
kind-fighting = 武装战斗中的伤害
kind-other = 其他事情

## 时间和地点

whenwhere-title = 时间和地点
whenwhere-lead = 这有助于把您讲述的和别人讲述的联系起来。
when-label = 什么时候发生的？
when-hint = 大概就可以：某个月、某个季节、某一年。
place-label = 在哪里发生的？
place-hint = 写城镇、地区或是什么样的地方就够了。
whenwhere-words-label = 那是什么时候、在哪里？
whenwhere-words-hint = 用您自己的话。大概就可以。

wheremore-title = 更多关于时间和地点
wheremore-lead = 有了这些，就能在同一地方的其他讲述中找到您的讲述。
daypart-label = 在一天中的什么时候？
daypart-before-dawn = 天亮之前
daypart-morning = 上午
daypart-midday = 中午前后
daypart-afternoon = 下午
daypart-evening = 傍晚
daypart-night = 夜里
country-label = 国家
state-label = 州、省或地区
municipality-label = 城市、城镇或市镇
place-kind-label = 那是什么样的地方？
place-kind-home = 住处
place-kind-street = 街道或广场
place-kind-work = 工作场所
place-kind-school = 学校或大学
place-kind-health = 医院或诊所
place-kind-meeting = 宗教场所、政党或组织
place-kind-polling = 投票站
place-kind-checkpoint = 检查站或边境
place-kind-police = 警察局
place-kind-prison = 监狱
place-kind-military = 军事场所
place-kind-secret = 秘密的或不明的拘留地点
place-kind-countryside = 乡村、道路或河流
place-kind-other = 其他地方

## 讲述

account-title = 发生了什么
account-lead = 这是最主要的部分。它可能会让您想起艰难的时刻。您也可以只发送文件。
account-label = 用您自己的话，发生了什么？
# 每一行是一条单独的提示。
account-hint =
    可以很短，顺序随意。我们的团队以后可能会再问，但只有在您同意时才问。
    您自己看到或听到了什么？别人告诉了您什么？
    您可以用一个字母代表每个人，例如“A”。
    只有您可能知道的事，可能会让人看出您是谁。

## 人

people-title = 有多少人
people-lead = 这说明事情的规模有多大。
affected-label = 这件事发生在多少人身上？
affected-hint = 一个数字。估计也可以。

persons-title = 经历这件事的人
persons-lead = 这让我们能分清每个人。不需要姓名。
# $n：1、2、3……
person-each = 第 { $n } 个人
call-label = 我们怎样称呼这个人？
call-hint = 请用一个字母，例如“A”，或一个编造的名字。
age-label = 大约多大年纪？
age-child-0-11 = 不满 12 岁的儿童
age-child-12-17 = 12 到 17 岁
age-adult-18-29 = 18 到 29 岁
age-adult-30-44 = 30 到 44 岁
age-adult-45-59 = 45 到 59 岁
age-adult-60-up = 60 岁或以上
gender-label = 性别
gender-woman = 女人或女孩
gender-man = 男人或男孩
gender-another = 其他
role-label = 人们因什么知道这个人，或者这个人当时在做什么？
role-protester = 参加抗议
role-poll-witness = 监督选举
role-journalist = 新闻工作
role-defender = 捍卫人权
role-health-worker = 照顾病人或伤者
role-other = 其他
permission-label = 这个人或其家人同意您讲述这件事吗？
permission-hint = “不同意”也是很好的回答。它会限制我们怎样使用。
permission-yes = 同意
permission-no = 不同意
permission-could-not-ask = 我没能问到
real-name-label = 真实姓名
id-number-label = 身份证件：种类和号码
born-label = 出生日期
identity-hint = 这会单独密封。只有少数需要它的审阅人员能打开。
identity-hint-all = 这会单独密封。我们的审阅人员能打开。

person-title = 被逮捕的人
person-lead = 工作组会问到这些。这里不需要姓名。
nationality-label = 国籍
profession-label = 工作或活动
profession-hint = 如果它可能和逮捕有关。
identity-title = 这个人的姓名
identity-lead = 工作组需要姓名才能提出正式请求。您可以以后再提供，也可以不提供。
home-label = 通常的住址

## 是谁做的

who-title = 是谁做的
who-lead = 这有助于查明是谁下的命令。不确定也没关系。
force-label = 据您所知，他们是什么人？
force-police = 警察
force-guard = 国民警卫队或宪兵
force-military = 陆军、海军或空军
force-intelligence = 情报机构或秘密机关
force-prison-staff = 监狱工作人员
force-border = 边境或移民官员
force-officials = 其他官员
force-armed-civilians = 站在当局一边的武装平民
force-armed-group = 其他武装团体
force-private = 公司或个人
force-other = 其他人
unit-label = 您注意到他们有什么特征？
unit-hint = 例如部队番号、制服、徽章、车辆、车牌、武器、名字或命令。只写您看到或听到的。
known-by-label = 您怎么知道是他们？
known-by-saw = 我看到了他们
known-by-marks = 从制服、徽章或车辆看出来
known-by-they-said = 他们自己这么说
known-by-others-said = 别人这么说
known-by-guess = 这是猜测

## 逮捕和拘留

held-title = 如果有人被逮捕或关押
detained-title = 拘留
held-warning = 接下来的问题是关于逮捕和羁押的。您可以全部留空，往下继续。
held-lead = 律师和联合国首先会问这些。
held-since-label = 拘留是什么时候开始的？
held-since-hint = 只在和逮捕不是同一天时填写。大概就可以。
held-warrant-label = 他们出示过逮捕令或其他正式文件吗？
held-authority-label = 是哪个机关下令拘留的？
held-reason-label = 当局给出了什么理由？
held-law-label = 他们提到了哪条法律或哪项指控？
held-place-label = 这个人被关在哪里？
held-place-hint = 如果有几个地方，请按顺序写。最后一个是现在所在的地方。
held-by-label = 现在或当时关押这个人的是哪支力量或哪个机关？
held-lawyer-label = 这个人能和律师谈话吗？
held-family-label = 家人能探视或打电话吗？
access-yes = 能
access-limited = 很晚才能，或从未能单独进行
access-no = 不能
held-court-label = 这个人被带去见过法官吗？
held-decision-label = 那是什么时候，作出了什么决定？
held-still-label = 这个人还被关押着吗？
held-end-label = 如果已经结束，是什么时候？

arrest-title = 逮捕的时间和地点
arrest-lead = 有了日期和地点，就可以查找一次逮捕，并就此提问。
arrest-when-label = 逮捕是什么时候？
arrest-place-label = 逮捕是在哪里？
arrestmore-title = 更多关于逮捕
arrestmore-lead = 这说明逮捕是否依照法律。
arrest-authority-label = 那份文件是哪个机关签发的？

## 已经做了什么

measures-title = 到现在为止做了什么
measures-lead = 工作组会问到这些。没有人需要为我们采取任何行动。
steps-label = 向法院或当局做过什么？
steps-hint = 例如投诉，或向法官提出的请求。“什么都没做，因为不安全”也是一种回答。
steps-outcome-label = 结果怎样？

## 有人被带走并被隐藏

missing-title = 如果有人被带走并被隐藏起来
missing-warning = 接下来的问题是关于一个失踪的人。您可以全部留空，往下继续。
missing-lead = 有了这些，联合国可以向一国政府询问这个人。
missing-seen-label = 最后一次有人看到这个人是什么时候？
missing-place-label = 最后一次有人看到这个人是在哪里？
missing-reply-label = 当局说了什么？
missing-search-label = 为寻找这个人做过什么？
missing-search-hint = “什么都没做，因为不安全”也是一种回答。没有人需要为我们去寻找。

## 有人被杀害

death-title = 如果有人被杀害
death-warning = 接下来的问题是关于死亡的。您可以全部留空，往下继续。
death-lead = 这有助于专家了解发生了什么。
death-place-label = 这个人是在哪里被找到的？
death-injuries-label = 您自己看到了哪些伤？
death-injuries-hint = 只在您现在愿意想起这些时填写。
death-body-label = 遗体现在在哪里？
death-body-family = 在家人那里
death-body-authorities = 在当局那里
death-body-buried = 由别人埋葬了
death-body-not-found = 还没有找到
death-autopsy-label = 有医生检查过遗体吗？

## 殴打和酷刑

torture-title = 如果有人遭到殴打或酷刑
torture-warning = 接下来的问题是关于暴力的。您可以全部留空，也可以随时停下来。
torture-lead = 医生和律师会用到这些。他们以后可能会再问，但只有在您同意时才问。
torture-authority-label = 是谁关押了这个人？
torture-when-label = 那是什么时候？
torture-words-label = 做了什么？
torture-words-hint = 用您自己的话。说多少由您选择。
torture-effects-label = 当时或现在有什么影响？
torture-care-label = 有没有得到医生或其他人的照顾？
torture-papers-label = 有相关的文件或照片吗？
torture-papers-hint = 没有也没关系。不需要去弄到这些。
torture-papers-papers = 医疗文件
torture-papers-photos = 照片
torture-papers-none = 没有

## 性暴力：不要求描述任何内容。

sexual-title = 如果有性暴力
sexual-warning = 您不需要在这里描述。我们只问是否可以有人写信给您。
sexual-lead = 专业人员懂得怎样倾听，不会问两遍。
specialist-label = 可以由一位专业人员就此写信给您吗？
specialist-hint = 会写在“回复”页上。用您的九个字打开。
specialist-needs-label = 什么会对您有帮助？
specialist-needs-woman = 和女性交谈
specialist-needs-man = 和男性交谈
specialist-needs-interpreter = 翻译
specialist-needs-medical = 医生或护士

## 人权捍卫者和组织

defenders-title = 如果人权捍卫者、记者或组织受到攻击
defenders-warning = 接下来的问题是关于威胁和攻击的。您可以全部留空，往下继续。
defenders-lead = 联合国有一位负责此事的专家，可以询问一国政府。
attack-label = 做了什么？
attack-threat = 威胁
attack-followed = 被跟踪或监视
attack-assault = 殴打或其他人身攻击
attack-arrest = 逮捕
attack-raid = 搜查，或拿走东西
attack-smear = 公开的谎言或侮辱
attack-closed = 组织被关闭或禁止
attack-money = 资金或账户被冻结
attack-travel = 护照被拿走，或行程被阻止
attack-other = 其他
work-label = 针对的是哪类工作？
work-rights = 人权
work-journalism = 新闻
work-law = 法律
work-union = 工会
work-community = 土地、水或社区
work-elections = 选举
work-health = 卫生
work-teaching = 教学或学习
work-other = 其他

## 其他知情的人

others-title = 还有谁知道
others-lead = 这样可以避免人们被反复问同样的事。
witnesses-label = 有别人看到或听到吗？
witnesses-hint = 请不要写姓名。不需要去问他们任何事。
told-label = 您以前告诉过别人吗？告诉了谁，什么时候？
told-hint = 例如律师、组织、法院或报纸。

## 联系您

reach-title = 联系您的另一种方式
reach-lead = 收回复用您的九个字就够了，这也是最安全的方式。您可以在这里添加另一种方式。
own-name-label = 您自己的姓名，如果您愿意提供
contact-label = 联系您的另一种方式
contact-never-label = 用什么方式或在什么时间联系您不安全？
contact-never-hint = 例如由别人接听的电话号码，或您不是独自一人的时间。这也会单独密封。

## 帮助

help-title = 您希望得到的帮助
help-lead = 这让我们了解需要什么。我们不能承诺提供。“您的安全”一页对所有人有更多说明。
support-label = 什么会有帮助？
support-medical = 医生
support-psychological = 心理专业人员
support-legal = 律师
support-relocation = 更安全的住处
support-none = 现在不需要

## 年龄

young-title = 如果您可能不满 18 岁
young-lead = 如果是这样，您不用讲任何细节。您写的已经够了。
under-18-label = 您不满 18 岁吗？

## 文件

aboutfiles-title = 关于您的文件
aboutfiles-lead = 知道文件从哪里来，就更容易信任它。
# $n：1、2、3……：选择文件的位置，按顺序。
aboutfiles-each =
    { $n ->
        [1] 关于“{ files-first }”处的文件
        [2] 关于“{ files-second }”处的文件
        [3] 关于“{ files-third }”处的文件
       *[other] 关于您第 { $n } 处选择的文件
    }
shows-label = 它们显示了什么？
origin-label = 它们从哪里来？
origin-made = 是我制作的
origin-received = 有人给我或发给我的
origin-web = 我从网上复制的
address-label = 如果来自网上：网址
copied-label = 如果来自网上：什么时候复制的？
original-label = 它们是原始文件吗？
original-hint = 原始文件更有价值。通过聊天软件转发的文件也欢迎。
original-original = 是，原始文件
original-forwarded = 不是，转发过或改动过
hidden-label = 隐藏数据，例如地点和手机型号
hidden-hint = 隐藏数据可能会显示您是谁。不论怎样选，我们都会把它和文件一起密封。
hidden-keep = 为我们的审阅人员保留
hidden-remove = 在其他任何人看到文件之前去除

files-title = 照片、视频和文件
files-original = 如果可以，请发送原始文件。它可能含有隐藏数据，例如地点和手机型号。
files-reviewers = 只有我们的审阅人员能打开。他们也会看到文件名。
files-limits = 每个文件最大 { $file-limit }。一次访问最多 { $visit-limit }。
files-many =
    { $max-files ->
       *[other] 一次访问最多可以发送 { $max-files } 个文件。
    }
files-long =
    { $upload-hours ->
       *[other] 发送最多可以持续 { $upload-hours } 小时。这期间请让屏幕亮着，不要关闭这一页。
    }
files-first = 文件
files-second = 更多文件，来自另一个文件夹
files-third = 更多文件，来自第三个文件夹
