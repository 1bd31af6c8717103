## 简体中文：每个导出的资料袋里的说明，写给从未听说过这些的律师（README.html、README.txt）。
## 两个文件的说法必须相同：证明了什么，一个字也不多说。命令和文件名保持原样。
## 文件名、数字、日期两边留空格或用半角标点，以便核对。bag-check-digests 里的“成功”“确定”是 sha256sum 用中文写的 OK（新版、旧版）。

bag-title = 请先阅读本文
bag-what = 这个文件夹是一个资料袋 (BagIt 1.0, RFC 8493)：里面有文件，以及这些文件的摘要值清单。它包含一份匿名来件的讲述人为 "{ $body }" 所允许的内容，此外没有别的。它于 { $day } (UTC) 由 { $software } 在一名审阅人员自己的电脑上写成。讲述人允许什么，见 data/consent.json 一文件。把它转交给别人可能是不允许的：请询问把它交给您的人。

bag-here = 这里有什么
bag-here-statistics = data/statistics.json: 编码后的事实。没有话语，也没有文件。
bag-here-testimony = data/testimony.html (供阅读和打印), .txt 和 .json: 转交出去的回答，用讲述人自己的话。
bag-here-identity = data/identity.*: 同上，是能认出某人的回答；只在它们转交出去时才有。
bag-here-originals = data/originals/: 讲述人发来的原样文件，逐比特相同，包括其中隐藏的一切。
bag-here-parcels = data/parcels/: 取回的内容，仍然密封，只限于全部都可以转交出去的；其他的为什么不在这里，见 data/parcels.json 一文件。
bag-here-custody = data/custody/: 审阅人员对它做了什么，逐项行为，每项都有签名；表格是 chain.txt 一文件。
bag-here-rosters = data/rosters/: 审阅人员是谁 (按角色列出)，以及他们的密钥，由保管人签名。
bag-here-load-file = data/icc-load.csv: 供案件系统使用的加载文件 (load file)；其各列有待与检察官办公室确认。
bag-here-proofs = data/proofs/: 用来放公共账本所作证明的地方。本版本没有这些证明。
bag-here-description = data/ro-crate-metadata.json: 对所有文件的说明 (RO-Crate 1.1)。

bag-proven = 证明了什么
bag-proven-unsigned = 文件就是摘要值清单所列的文件：复制出错会显示出来。没有人签署过这个资料袋，所以它丝毫不能说明是谁审阅的：更改文件的人也可以更改清单。
bag-proven-integrity = 完整性。这个资料袋的每个字节，都和 "{ $role }" (名册第 { $version } 版中的一个审阅人员角色) 于 { $day } 签署它时一样 (signature.note)。哪怕只有一个文件被更改、缺失或添加，也会显示出来。
bag-proven-signer = 谁签署的。该角色的密钥列在名册里，名册由组织的保管人签名。只有当您是从您信任的人那里、而不是从这个资料袋里得到保管人的密钥或名册的指纹时，这一点才成立。
bag-proven-day = 最晚的日期。证词的封包写明它于 { $received } (UTC) 密封；审阅人员的程序在当天或之后把它记录下来 (data/custody/chain.txt, 以审阅人员的时钟为准)。除非审阅人员的密钥被滥用，否则证词不可能晚于签名之日。没有任何独立的时钟确认过任何一个日期。
bag-proven-custody = 保管链。 data/custody/ 里显示的 { $shown } 项行为，由审阅人员按这个次序签名，此后没有被更改。另有 { $withheld } 项未予提供：它们涉及不转交出去的内容，或其他的转交。审阅人员自己的日志里缺失 { $lost } 项。
bag-proven-receipt = 密封的封包。 data/parcels/ 里的文件以它自己的 SHA-256 值为名。持有受理处密钥的人可以打开它来比较：原始文件和证词就是其中密封的内容。

bag-unproven = 没有证明什么
bag-unproven-source = 讲述人是谁。没有人知道；门户网站不保存讲述人的任何信息。
bag-unproven-sealer = 封包是谁在什么时候密封的。任何知道名册中公钥的人都可以密封一个封包，并在里面写上任何日期。它来自服务器，只是审阅人员的保管日志所说的。
bag-unproven-truth = 讲述人说的是否真实；或者，文件显示的是否就是它看起来所显示的内容，地点和时间是否也如它看起来的那样。
bag-unproven-files = 文件是谁制作的，以及它被收到之前发生过什么。
bag-unproven-whole = 是否没有遗漏任何内容。这是按照同意范围作出的摘录：不转交出去的内容不列在这里。审阅人员也可能留下了别的内容没有交出。
bag-unproven-server = 假如服务器当时落在不该掌握它的人手里，内容到达时是否仍和讲述人发出时一样：所证明的从密封开始。
bag-unproven-hour = 钟点。为保护讲述人，不保存比“日”更精细的时间。日期以服务器和审阅人员的时钟为准。
bag-unproven-reviewer = 除了保管链所显示的以外，审阅人员是否没有做过别的事。

bag-check = 如何用不是我们制作的工具来核对
bag-check-digests = 在终端里，在这个文件夹中。 sha256sum 的每一行都必须显示 OK，或者视系统语言显示“成功”或“确定”。
bag-check-others = 是否有哪个文件不在任何清单上：用 bagit.py (美国国会图书馆的程序) 来查 (`pip install bagit`)。
bag-check-signature = 签名。 signature.note 是一段文本、一个空行，以及一行签名者的名称和一个 base64 数字：先是标明密钥的四个字节，然后是用 Ed25519 (RFC 8032) 对文本所作的签名。密钥是文本中“agent”之后的第二个词；请把它和名册给该角色的密钥作比较。以下命令生成被签名的文本、签名和密钥，并让 OpenSSL 核对它们。对 data/custody/ 里的每份记录也同样适用。
bag-check-roster = 两个长数字必须就是文本中的那两个。名册 data/rosters/{ $file } 是同样形式的记录，由保管人作出。它的指纹，即其文本的 SHA-256 值 (`head -n -2 FILE | sha256sum`)，要和组织通过另一途径告诉您的作比较：
bag-check-custody = 保管链：`sha256sum data/custody/*.note` 给出 chain.txt 里的数字；每份记录的“prev”一行，就是前一份记录的数字。
bag-check-parcels = 密封的封包：`sha256sum data/parcels/*.age` 给出每个封包自己的名称。有了受理处的密钥，任何认识该密钥类型的 age 程序 (age-encryption.org) 都能打开封包，任何 unzip 都能解开它，里面又是一个资料袋：
bag-check-amparo = 用 Amparo 可以离线一次核对全部：`amparo verify .`，如果您有保管人的密钥，请加上 --custodian KEY 选项。
bag-check-amparo-unsigned = 用 Amparo 可以离线一次核对全部：`amparo verify .`
