<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0">
<channel><title>Дария жа&#1171;асы</title><link>http://daria-jagasy.example/</link><description>Новости Приаралья</description><language>ru</language>
<item><title>Сыр бойында к&#1199;ріш ора&#1171;ы ая&#1179;талды</title><link>http://daria-jagasy.example/news.php?id=77012&amp;utm_source=rss</link><guid isPermaLink="false">daria-77012</guid><pubDate>Mon, 16 Nov 2026 05:30:00 +0500</pubDate><description><![CDATA[<p>Биыл&#1171;ы маусымда ди&#1179;андар к&#1199;рішті&#1187; со&#1187;&#1171;ы гектарын орып бітірді. Т&#1199;сім былтыр&#1171;ыдан с&#1241;л арты&#1179;.</p><p>&#1178;амба&#1171;а &#1179;&#1201;йыл&#1171;ан асты&#1179;ты&#1187; сапасы да жа&#1179;сы екенін мамандар растады.</p>]]></description></item>
</channel></rss>
