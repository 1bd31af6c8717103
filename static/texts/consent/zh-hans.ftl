# 简体中文：一个人允许什么。这些文字会和所选的内容一起密封，所以含义改变时，
# 同意书的版本号也要改变。

## 选择之前：需要说明的事

consent-title = 您的同意
consent-who = 您发送的内容由{ $organisation }的审阅人员阅读。他们用它来记录侵犯人权的行为。
consent-further = 用于其他任何用途时，以您在本页的选择为准。您没有选择的地方，我们会先问您。
consent-courts = 法院可以命令我们交出我们持有的内容。
consent-contacts = 如果有审判，您提供的联系方式可能会到达审判的各方手中。
consent-change = 以后您可以用您的九个字更改或撤回同意。
consent-undone = 已经被阅读或使用的，无法撤销。
consent-promise = 我们不会为此付钱。我们不能承诺法院会采取行动。
consent-label = 我同意{ $organisation }保存并阅读我发送的内容。
consent-only = 我们只需要您勾选这一个方框。

## 逐项用途

consent-levels-title = 还可以用它做什么
consent-levels-lead = 这里的每一项一开始都是“先问我”。您可以就这样不动。
consent-ask-means = “先问我”的意思是：我们会在“回复”页写信给您。没有您的回答，就是不同意。
consent-anonymous-means = “同意，但不含能认出我的内容”的意思是：不含能显示您是谁的姓名、地点或细节。

consent-c1 = 统计
consent-c1-hint = 它会被计入数字，例如“五月有 40 起逮捕”。其他内容一概不显示。
consent-c2 = 与我们合作的组织，或律师
consent-c2-hint = 我们信任的人会阅读，以便在案件上提供帮助。
consent-c3 = 联合国
consent-c3-hint = 联合国的调查人员和专家会阅读。他们可以就此询问一国政府。
consent-c4 = 不会知道您是谁的法院
consent-c4-hint = 检察官或法院，例如国际刑事法院，会知道发生了什么。
consent-c5 = 知道您是谁的法院
consent-c5-hint = 对于这一项，我们总是先问您。在转交任何内容之前，会有人和您谈话。
consent-c6 = 报告和媒体
consent-c6-hint = 发生的事可能会公开讲述，但不含能认出您的内容。
consent-c7 = 心理专业人员、医生或律师与您联系
consent-c7-hint = 他们中的一位可能会在“回复”页写信给您，提供帮助。

consent-value-no = 不同意
consent-value-ask = 先问我
consent-value-anonymous = 同意，但不含能认出我的内容
consent-value-yes = 同意
consent-value-keep = 保持原样

consent-no-death-penalty = 不给可能判处任何人死刑的法院
consent-no-death-penalty-hint = 如果您勾选这一项，不论您在上面选了什么，它都有效。

## 在信箱里更改

change-title = 更改我们可以做什么
change-lead = 您可以在这里重新选择。它适用于您用这九个字讲述的所有内容。
change-careful = 同一天之内，以最谨慎的选择为准，讲述的当天也是这样。如果想比那天允许得更多，请在之后的一天重新选择。一天在 UTC 时间的午夜结束。
change-stays = 如果您以前勾选过，它仍然有效。
change-undone = 以前经您同意已经转交的，无法收回。
change-button = 保存这些选择
change-done-title = 您的新选择已经保存
change-done = 我们的审阅人员下次取走收到的内容时会看到。这可能需要几天。
change-none-title = 没有任何改变
change-none = 每一行都保持原样。

## 在信箱里撤回

withdraw-title = 撤回我讲述的内容
withdraw-lead = 我们随后会从服务器和审阅人员的电脑上删除您用这九个字讲述的所有内容。
withdraw-wait = 首先由我们的审阅人员确认。然后要过几天才会删除。
withdraw-undone-title = 这样做无法撤销的事
withdraw-undone-shared = 已经转交或公布的内容会留在别人那里。
withdraw-undone-read = 别人已经读过的，无法变成没读过。
withdraw-undone-court = 如果法院命令我们保留某些内容，我们就不得不保留。
withdraw-undone-copies = 审阅人员从我们系统中取出的副本，以及较早的备份，需要手动删除。
withdraw-undone-mark = 会留下一个记号。它只说明有内容被撤回了。
withdraw-box = 是的，我想撤回
withdraw-box-missing = 请也勾选这个方框，这样它就不会意外发生。
withdraw-button = 撤回
withdraw-done-title = 您的撤回已经保存
withdraw-done = 我们的审阅人员下次取走收到的内容时会看到。这可能需要几天。
withdraw-done-then = 从那时起，他们不再转交任何内容。几天之后就会删除。
withdraw-done-mailbox = 您的九个字仍然可以打开我们的回复。您随时可以再次讲述，用新的表格和新的字。
withdraw-done-same = 用这九个字的话，请从后天起再讲述。在那之前送来的内容也可能被撤回。
