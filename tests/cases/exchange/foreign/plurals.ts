<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context><name>Main</name>
<message numerus="yes"><location filename="a.cpp" line="3"/><source>%n file(s)</source><comment>in the list</comment><extracomment>count</extracomment><translatorcomment>plural</translatorcomment><translation><numerusform>%n файл</numerusform><numerusform>%n файла</numerusform><numerusform>%n файлов</numerusform></translation></message>
<message><source>Save</source><translation type="unfinished">Сохранить</translation></message>
<message><source>Old</source><translation type="vanished">Старое</translation></message>
<message><source>Obs</source><translation type="obsolete">Уст</translation></message>
<message id="quit_id"><source>Quit</source><translation>Выход</translation></message>
</context></TS>
