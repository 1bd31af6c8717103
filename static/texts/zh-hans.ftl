# 简体中文，称呼读者为“您”，不设定读者的性别。
#
# 规则写在 en.ftl 的开头：不用 HTML，句子简短，用平常的话，不责怪，不催促。
# Tor 浏览器的用语按它的简体中文版：“新建身份”、“最安全”、“网桥”。
# 九个“字”：中文词表里的每一个词就是一个汉字。
# 等待以中文为母语的人审阅。

language-name = 简体中文
language-dir = ltr
number-point = .
number-group = ,

## 大小
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
       *[other] { $bytes } 字节
    }

## 每一页

# 显示在浏览器的标签和历史记录里：不能透露任何内容。
page-title = 页面
exit-link = 离开本页
skip-link = 跳到正文
new-tab = 在新标签页中打开
languages-label = 语言
nav-label = 页面
nav-start = 首页
nav-tell = 讲述
nav-mailbox = 回复
nav-safety = 您的安全
nav-about = 关于本站
# 只在没有通过洋葱服务来到本站时显示。
open-web-seen = 您是通过公开的互联网来的。凡是传输您网络连接的一方，都可以看到您访问本站。
open-web-tor = 使用 Tor 浏览器，他们就看不到这一点。
open-web-onion = 请在 Tor 浏览器里输入这个地址：
footer-care = 您随时可以停下来。以后再来，或者不再来，都可以。
footer-care-link = 照顾好自己

## 首页

landing-title = 一个可以讲述发生了什么的地方
landing-lead = 如果您经历过或看到过侵犯人权的事，可以在这里告诉我们。
landing-lead-more = 您可以附上照片、视频和文件。您不需要说出自己是谁。
landing-tell = 讲述发生了什么
landing-mailbox = 我有九个字
landing-who-title = 谁会读到
landing-who = 您发送的内容由{ $organisation }的审阅人员阅读。
landing-who-sealed = 内容在到达的过程中就用他们的密钥密封。运行服务器的人打不开保存下来的内容。
landing-who-link = 服务器能看到什么
landing-how-title = 怎样进行
landing-how-words = 您会得到九个字。它们只属于您，我们不保存。
landing-how-tell = 讲多讲少，由您决定。
landing-how-send = 您把它发送出来。下一页会说明保存了什么。
landing-how-replies = 以后，您用这九个字可以打开我们的回复。
landing-before-title = 开始之前
landing-before-screen = 请选一个没有人看到您屏幕的时间和地方。
landing-before-device = 请用您自己的设备，不要用工作单位的。
landing-before-exit = “离开本页”会立刻隐藏这个页面。它不会抹去您用过 Tor 浏览器这件事。
landing-before-link = 更多安全须知
landing-cannot-title = 我们做不到的事
landing-cannot = 我们不能保护您的人身安全。我们不能承诺法院会采取行动。
landing-cannot-danger = 如果您现在有危险，您的安全最重要。这个页面可以等。

## 提问之前

pause-lead = 有些问题与暴力有关。您可以跳过任何一个，也可以随时停下来。
pause-sealed = 在您按下“发送”之前，什么都不会保存。之后内容会被密封，只有我们的审阅人员能打开。
pause-place = 在家里，您的网络能看到您在用 Tor。在别处，摄像头和别人能看到您。请选更安全的做法。
pause-go = 前往问题

## 九个字

codename-title = 您的九个字
codename-lead = 请把这些字记在心里，不要写在纸上。只有用它们才能回来。
codename-lost = 我们不保存它们。如果丢了，没有人能找回来。
codename-leave = 如果您在发送前离开，写下的内容会消失，新的表格会有别的字。已经发送的内容，它的字仍然有效。
codename-line = 同样的字，写成一行。如果复制，您的设备可能会留下它们，甚至存到云端。

# 给从回复页打开表格的人：他们已经有这些字。
again-title = 您的九个字保持不变
again-lead = 您补充的内容会和以前讲述的放在一起。没有新的东西要记。
again-hidden = 这里不显示它们，这样就没有人能从您身后看到。

## 表格

form-title = 讲述发生了什么
form-lead = 告诉我们什么，由您决定。您可以跳过任何问题，也可以随时停下来。
form-mailbox = 您是来看回复的吗？
form-mailbox-link = 用您的九个字打开

skip-this = 这部分可以跳过。

## 表格怎样显示

# 表格里合上的部分在这后面。
more-title = 如果您想补充，这里还有一些问题
more-lead = 这些都是额外的。可以一直合着。
more-lead-page = 这些都是额外的。您在这里写的内容会保留。这个按钮会把它发送到服务器再送回来，什么都不会保存。请在那之后再选择文件。
more-button = 显示这些问题
# 一个链接，用来越过有难答问题的部分。
hard-past = 越过关于暴力和羁押的部分
# 放在会暴露某人身份的问题旁边：谁会读到。
identity-mark = 只给少数审阅人员
changed-back = 返回回复


send-title = 当您按下“发送”
send-words = 先密封并保存您写的内容，然后是每个文件。
send-wait = 通过 Tor，大文件需要很长时间。请留在这一页，直到下一页出现。
send-next = 下一页会说明保存了什么，并再次显示您的九个字。
send-next-again = 下一页会说明保存了什么。
send-lost = 如果下一页一直没有出现，您写的内容很可能已经保存，您的九个字也有效。再发送一次没有坏处。
send-button = 发送

progress-when = 发送期间，您可以查看进度：
progress-link = 打开另一个标签页
progress-title = 已经到达多少
progress-arrived = { $whole } 中已到达 { $arrived }。
progress-arrived-some = 已到达 { $arrived }。
progress-other = 请让另一个标签页一直开着。全部到达后，它会说明保存了什么。
progress-none = 此刻没有内容从那个页面到达。您发送时用的标签页会说明保存了什么。
progress-again = 再看一次

## 退回来的表格

problems-title = 请看一下这里，然后再发送一次
problems-kept = 您写的内容还在这里。
problems-cut = 您写的内容在这里可能缺了结尾。请先看一看，再重新发送。
problem-consent = 请勾选这个方框。不勾选的话，我们不可以保存或阅读任何内容。
problem-nothing = 请写几句话，或者选一个文件。有一样就够了。
problem-codename = 九个字没有完整地传到我们这里。这里是新的字。只有这些新的字有用。
problem-files = 网页不能替您选文件。请重新选择这些文件。
problem-text-long = 全部加起来超出了一份表格能容纳的内容。其余的可以放在文件里。
problem-page-of-before = 这个页面打开期间，我们的问题有了变化。什么都没有保存。请再看一遍，然后发送。
problem-desk-gone = 您原来要写给的审阅人员已经不在这里了。什么都没有保存。这份表格会由其他人阅读。请再看一遍，您愿意的话再发送。
aside-label = 这些回答在页面上已经没有位置，不会被保存。您可以把它们复制到别的栏里。
problem-not-stored = 我们没能保存您发送的内容。请稍后把全部内容再发送一次。
problem-full = 服务器现在没有空间，什么都没有保存。这可能持续好几天。请改天再试。
problem-perhaps-stored = 保存时出了问题。它可能已经保存，也可能没有。再发送一次同样的内容没有坏处。
problem-malformed = 表格没有完整到达，什么都没有保存。请再发送一次。
problem-elsewhere = 收到的内容不是从我们的页面来的，所以我们没有使用。这是一份新的表格。

## 确认

confirmation-title = 您发送的内容已经到达
confirmation-lead = 它已经密封并保存。只有我们的审阅人员能打开。
kept-title = 已保存
kept-words = 您写的内容
kept-choices = 您在表格上选择的内容
kept-files =
    { $count ->
       *[other] { $count } 个文件
    }
kept-names =
    { $count ->
       *[other] 没有保存的文件的名称
    }
not-kept-title = 未保存
not-kept-lead =
    { $count ->
        [1] 这个文件没有保存。
       *[other] 这些文件没有保存。
    }
not-kept-rest = 您发送的其他内容不受影响。
not-kept-more =
    { $count ->
       *[other] 另外还有 { $count } 个文件没有保存。
    }
not-kept-cut = 在这之后的内容也没有送达。
not-kept-next =
    { $count ->
        [1] 您可以在另一次访问中发送它，用新的表格和新的字。
       *[other] 您可以在另一次访问中发送它们，用新的表格和新的字。
    }
not-kept-next-again =
    { $count ->
        [1] 您可以在另一次访问中补充它。请用同样的九个字打开您的回复。
       *[other] 您可以在另一次访问中补充它们。请用同样的九个字打开您的回复。
    }
not-kept-smaller =
    { $count ->
        [1] 您可以把它分成较小的部分发送。
       *[other] 您可以把它们分成较小的部分发送。
    }
not-kept-too-large = 它大于 { $file-limit }。
not-kept-visit-full = 一次访问能容纳 { $visit-limit }，这一次已经满了。
not-kept-too-many =
    { $max-files ->
       *[other] 一次访问能容纳 { $max-files } 个文件。
    }
not-kept-server-full = 服务器没有空间保存它。
not-kept-broken = 它没有完整到达。
confirmation-none-title = 没有保存任何文件
confirmation-none-lead =
    { $count ->
       *[other] 我们没能保存您的文件。
    }
confirmation-none-rest = 您在表格上选择的内容已经送达。
confirmation-replaced = 您表格上的字到达时和发出时不一样。这些是新的字，只有这些有效。
next-title = 接下来会怎样
next-read = 我们的审阅人员会在他们自己的电脑上打开它。这可能需要几天或几个星期。
next-reply = 他们可能会给您留下回复。在“回复”页，用您的九个字打开。
next-reply-again = 他们可能会再给您留下回复。用同样的九个字打开。
next-quiet = 不谈论这件事，也不在网上搜索它，会更安全。
next-leave = 等您记住了这些字，请在 Tor 浏览器里选择“新建身份”。它会关闭并清除一切。
next-leave-again = 现在请在 Tor 浏览器里选择“新建身份”。它会关闭并清除一切。

## 询问九个字

ask-title = 阅读我们的回复
ask-lead = 您的九个字可以打开审阅人员留给您的内容。
ask-label = 您的九个字，按顺序
ask-hint = 如果是用字母写的词，每个词写前四个字母就够了。大小写和字母上的符号没有影响。
ask-button = 打开
ask-none = 还没有这些字？
ask-none-link = 在讲述发生了什么的地方可以得到
# $count：输入了几个字。
ask-problem-count =
    { $count ->
        [0] 这里还没有字。我们需要全部九个。
        [1] 这里有一个字。我们需要全部九个。
       *[other] 这里有 { $count } 个字。我们需要正好九个。
    }
# $position：1 到 9。
ask-problem-word = 第 { $position } 个字不在我们的词表里。请再看一看这个字怎么写。
ask-problem-checksum = 每个字都在我们的词表里，但合在一起对不上。可能有一个是别的字，或者位置不同。

## 回复

mailbox-title = 我们给您的回复
mailbox-empty = 还没有回复。
mailbox-empty-lead = 我们的审阅人员可能需要几天或几个星期。您想什么时候回来都可以。
mailbox-empty-words = 别的字会打开另一个信箱，那里也是空的。如果不确定，请核对每个字。
# $day：日期，例如 2031-05-17。
mailbox-day = { $day } 留下
mailbox-unopened = 这里有一条打不开的回复。您可以删除它，并告诉我们的审阅人员。
mailbox-delete = 删除这条回复
mailbox-delete-lead = 您在这里删除的内容，对您来说就没有了。我们的审阅人员会留有他们所写内容的密封副本。
mailbox-delete-all = 删除所有回复
mailbox-deleted = 已经删除。
mailbox-deleted-some = 页面上显示过的已经删除。之后又来了新的内容，还在这里。
mailbox-deleted-none = 这次没有删除任何内容。页面显示之后又来了新的内容，还在这里。
add-title = 补充讲述，或者回答
add-lead = 您补充的内容会和以前讲述的一起，交给同样的审阅人员。同样的九个字仍然是您的。
add-where = 请选择您以前用过的表格，这样内容会交给同样的人。
add-withdrawn = 如果您今天或昨天撤回过，在这里补充的内容也可能被撤回。用新的表格和新的字讲述的会保留。
mailbox-leave = 全部读完后，请在 Tor 浏览器里选择“新建身份”。
mailbox-back = 返回首页

## 您的安全

safety-title = 您的安全
safety-lead = 您最了解自己的处境。请从这里选取对您有帮助的内容。
safety-before-title = 讲述之前
safety-before-tor = 请使用 Tor 浏览器，并把其中的安全级别设为“最安全”。本站在这个级别下完全可用。
safety-before-device = 请用您自己的设备，不要用工作单位或别人控制的设备。
safety-before-tails = Tails 系统不会在电脑上留下痕迹。它适合处于高风险中的人。
safety-before-screen = 请选一个没有人看到您屏幕的时间和地方。
safety-before-tor-seen = Tor 会隐藏您访问哪些页面。网络上的其他人可以看到您在用 Tor，甚至在多年以后。
safety-before-bridge = Tor 浏览器设置里的“网桥”会让别人更难看到这一点。
safety-before-bridge-first = 如果当地封锁 Tor，或使用它会受罚，请在浏览器第一次连接之前设好网桥。
safety-place-title = 您所在的地方
safety-place-home = 在家里，看到您屏幕的人更少。但家里的网络能看到您在用 Tor。
safety-place-public = 在咖啡馆或图书馆，网络不会指向您的家。但摄像头和别人能看到您。
safety-place-there = 在这样的地方请付现金。不要登录任何带有您名字的账号。
safety-phone-title = 用手机时
safety-phone-android = 在安卓手机上，请使用 Tor Project 的 Tor 浏览器。名称相似的其他应用可能没有同样的保护。
safety-phone-iphone = 在 iPhone 上有 Onion Browser。由于苹果的规定，它的保护不如 Tor 浏览器。
safety-phone-keyboard = 输入法会记住您输入的内容，也包括您的九个字。请在输入法设置里关闭学习和联想。
safety-phone-pictures = 这个页面的截图和照片可能会被复制到云端。不截图、不拍照更安全。
safety-phone-borrowed = 用借来的手机时，机主可能会发现浏览器和它的痕迹。请删除您安装的东西。
safety-phone-where = 不管用什么浏览器，手机都会把自己的位置告诉它的网络。
safety-telling-title = 讲述的时候
safety-telling-unique = 请想一想：这件事是不是只有您可能知道？如果是，它可能会让人看出您是谁。
safety-telling-letters = 您可以用一个字母代表每个人，例如“A”。
safety-telling-others = 不需要去问别人，不需要收集任何东西，也不需要回到任何地方。
safety-files-title = 照片、视频和文件
safety-files-hidden = 原始文件里有隐藏数据，例如时间、地点和手机型号。这使它们成为有力的证据。
safety-files-seen = 照片和视频还会显示面孔、声音和地点。文件里可能有作者的名字。
safety-files-sealed = 我们把每个文件按原样密封。我们的审阅人员会看到这些数据，并加以保护。
safety-files-remove = 如果您愿意，可以在发送之前去除隐藏数据。Tails 里有这样的工具。
safety-files-copies = 您的设备和云端备份里还会留有副本。别人可能会在那里发现它们。
safety-after-title = 之后
safety-after-identity = 请在 Tor 浏览器的菜单里选择“新建身份”。它会关闭并清除所有页面。
safety-after-words = 请把九个字记在心里。如果您为了记住而写了下来，请销毁那张纸。
safety-after-quiet = 不谈论这件事，也不在 Tor 浏览器以外搜索它，会更安全。
safety-after-back = 回来看回复时，请像第一次一样小心。
safety-after-browser = 别人可能会在您的设备上发现这个浏览器。您可以删除它，以后再重新安装。
safety-server-title = 服务器能看到什么
safety-server-stored = 保存的内容用审阅人员的密钥密封。运行或拿走服务器的人都打不开。
safety-server-live = 如果有人暗中控制了正在运行的服务器，就可能在您写的内容到达的过程中看到它。
safety-server-nothing = 我们不保存地址，不保存浏览器数据，也不保存几点钟。我们保存日期。
safety-exit-title = “离开本页”有什么作用
safety-exit-does = 它会立刻隐藏这个页面。用“后退”按钮仍可能找到它。
safety-exit-tabs = 它只离开一个标签页。本网站的其他标签页仍然开着。
safety-exit-not = 它不能抹去您的设备或网络已经记下的内容。“新建身份”清除得更多。
safety-care-title = 照顾好自己
safety-care-feelings = 讲述可能会引起恐惧、愤怒或悲伤，可能是现在，也可能是几天以后。这是对暴力的正常反应。
safety-care-stop = 您可以中途停下来。在您按下“发送”之前，什么都不会保存。
safety-care-someone = 如果可以，请待在您信任的人身边。您信任的医生或心理专业人员也可以帮助您。
support-title = 谁可以帮助您
support-lead = 这些联系方式由 { $organisation } 选定。他们看不到您在这里发送的内容。
support-traces = 打电话、发信息或上门都会留下痕迹。请用没有别人查看的手机。
support-everywhere = 任何国家
safety-cannot-title = 我们做不到的事
safety-cannot = 我们不能保护您的人身安全。我们不能承诺法院会采取行动。

## 关于本站

about-title = 关于本站
about-who = 本站属于{ $organisation }。它收集侵犯人权行为的证词和证据。
about-languages-title = 语言
about-languages = 页面有这些语言。您可以用任何语言书写。
about-limits-title = 限制
about-limit-file = 一个文件
about-limit-visit = 一次访问
about-limit-files = 一次访问的文件数
about-limits-more = 您想来多少次都可以。
about-reviewers-title = 审阅人员的密钥
about-reviewers = 一份签名的名单列出了能打开您所发内容的密钥。这是它的指纹。
about-reviewers-compare = 您可以把它和{ $organisation }在别处公布的指纹作比较。
about-software-title = 软件
# $version：例如 0.1.0。
about-software = Amparo { $version }，以 AGPL-3.0-or-later 许可证发布的自由软件。
about-software-source = 您可以向{ $organisation }索取它的源代码。
about-software-quiet = 没有 Cookie，没有脚本，没有来自其他网站的内容。

## 简短提示

notice-back = 返回首页
notice-not-found-title = 这里什么都没有
notice-not-found = 这个地址不通向我们的任何页面。也许少了一个字母。
notice-wrong-method-title = 请重新开始
notice-wrong-method = 这个页面不能这样打开。从首页可以去到所有地方。
notice-busy = 服务器正忙。请过几分钟再试。
notice-malformed-title = 内容没有完整到达
notice-malformed = 途中丢失了一些内容，什么都没有保存。请从首页再试一次。
notice-failed-title = 我们这边出了故障
notice-failed = 这不是您的原因。请稍后再试。

## “离开本页”之后的空白页：只用中性的词。
exit-hint = Tor 浏览器：“新建身份”会关闭并清除所有页面。
