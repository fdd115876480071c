<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS [<!ENTITY a "b">]>
<TS version="2.1" language="zh_CN">
<context><name>Main</name>
<message><location filename="a.cpp" line="+3"/><location line="+2"/><source>Open &lt;b&gt;</source><translation>打开<![CDATA[<b>]]></translation></message>
<message><location filename="b.cpp" line="+7"/><location filename="a.cpp" line="-1"/><source>Close</source><translation variants="yes"><lengthvariant>关闭文件</lengthvariant><lengthvariant>关</lengthvariant></translation></message>
<message><source>Not &a; yet</source><translation>尚未</translation></message>
<message><source>Not yet</source><comment>of a bill</comment><translation type="unfinished"></translation></message>
<message><source>No answer</source></message>
</context></TS>
