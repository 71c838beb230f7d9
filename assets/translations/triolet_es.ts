<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en_US">
<context>
    <name>Triolet</name>
    <message>
        <source>Dictation was cancelled; its sound is kept.</source>
        <translation>El dictado se canceló; su sonido está guardado.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Recuperarlo</translation>
    </message>
    <message>
        <source>{missing} is not plugged in; {used} is used in its place.</source>
        <translation>{missing} no está conectado; se usa {used} en su lugar.</translation>
    </message>
    <message>
        <source>What you said last could not be written down; its sound is kept.</source>
        <translation>Lo último que dijiste no se pudo escribir; su sonido está guardado.</translation>
    </message>
    <message>
        <source>Write it down again</source>
        <translation>Escribirlo otra vez</translation>
    </message>
    <message>
        <source>No microphone is plugged in</source>
        <translation>No hay ningún micrófono conectado</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>Elige un micrófono</translation>
    </message>
    <message>
        <source>Microphone: {name}</source>
        <translation>Micrófono: {name}</translation>
    </message>
    <message>
        <source>The last dictation was cut off; {time} of its sound is safe.</source>
        <translation>El último dictado se interrumpió; {time} de su sonido están a salvo.</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Escribirlo</translation>
    </message>
    <message>
        <source>This recording is no longer there.</source>
        <translation>Esta grabación ya no está.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentarlo de nuevo</translation>
    </message>
    <message>
        <source>There were no words in this recording.</source>
        <translation>No había palabras en esta grabación.</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Micrófono predeterminado</translation>
    </message>
    <message>
        <source>Go on with the default microphone</source>
        <translation>Seguir con el micrófono predeterminado</translation>
    </message>
    <message>
        <source>Go on with {microphone}</source>
        <translation>Seguir con {microphone}</translation>
    </message>
    <message>
        <source>No microphone was found. You can go on typing; plug one in and press F9.</source>
        <translation>No se encontró ningún micrófono. Puedes seguir escribiendo; conecta uno y pulsa F9.</translation>
    </message>
    <message>
        <source>The disk is full: dictation goes on, but its sound is no longer saved.</source>
        <translation>El disco está lleno: el dictado sigue, pero su sonido ya no se guarda.</translation>
    </message>
    <message>
        <source>The microphone gives only silence. Is it muted?</source>
        <translation>El micrófono solo da silencio. ¿Está apagado?</translation>
    </message>
    <message>
        <source>The microphone was unplugged at {time}; everything you said is written and saved.</source>
        <translation>El micrófono se desconectó en {time}; todo lo que dijiste está escrito y guardado.</translation>
    </message>
    <message>
        <source>The microphone was unplugged at {time}; everything you said is written.</source>
        <translation>El micrófono se desconectó en {time}; todo lo que dijiste está escrito.</translation>
    </message>
    <message>
        <source>The microphone stopped giving sound at {time}; everything you said is written and saved.</source>
        <translation>El micrófono dejó de dar sonido en {time}; todo lo que dijiste está escrito y guardado.</translation>
    </message>
    <message>
        <source>The microphone stopped giving sound at {time}; everything you said is written.</source>
        <translation>El micrófono dejó de dar sonido en {time}; todo lo que dijiste está escrito.</translation>
    </message>
    <message>
        <source>{microphone} is not plugged in.</source>
        <translation>{microphone} no está conectado.</translation>
    </message>
    <message>
        <source>{microphone} is in use by another program. Close that program and try again.</source>
        <translation>Otro programa está usando {microphone}. Cierra ese programa e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>{microphone} is closed to this program. Allow it in the system's privacy settings.</source>
        <translation>{microphone} está vedado a este programa. Permítelo en los ajustes de privacidad del sistema.</translation>
    </message>
    <message>
        <source>{microphone} offers no sample rate that can be used.</source>
        <translation>{microphone} no ofrece ninguna frecuencia de muestreo utilizable.</translation>
    </message>
    <message>
        <source>{microphone} is there but does not start. Plug it in again.</source>
        <translation>{microphone} está ahí, pero no arranca. Conéctalo de nuevo.</translation>
    </message>
    <message>
        <source>Dictation needs the system library PortAudio. Install libportaudio2 and start again.</source>
        <translation>Dictar necesita la biblioteca del sistema PortAudio. Instala libportaudio2 y vuelve a empezar.</translation>
    </message>
    <message>
        <source>Dictation needs the system library PortAudio, which is missing here. You can go on typing.</source>
        <translation>Dictar necesita la biblioteca del sistema PortAudio, que falta aquí. Puedes seguir escribiendo.</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 palabra</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} palabras</translation>
    </message>
    <message>
        <source>{n} % of keys saved</source>
        <translation>{n} % de teclas ahorradas</translation>
    </message>
    <message>
        <source>Stop dictation</source>
        <translation>Parar el dictado</translation>
    </message>
    <message>
        <source>Dictate</source>
        <translation>Dictar</translation>
    </message>
    <message>
        <source>Getting ready to listen</source>
        <translation>Preparándonos para escuchar</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Todo listo</translation>
    </message>
    <message>
        <source>Opening the microphone</source>
        <translation>Abriendo el micrófono</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Te escuchamos</translation>
    </message>
    <message>
        <source>No longer listening</source>
        <translation>Ya no te escuchamos</translation>
    </message>
    <message>
        <source>Writing down the last words</source>
        <translation>Escribiendo las últimas palabras</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Sin micrófono</translation>
    </message>
    <message>
        <source>Listening has stopped</source>
        <translation>La escucha se ha detenido</translation>
    </message>
    <message>
        <source>You can type already</source>
        <translation>Ya puedes escribir</translation>
    </message>
    <message>
        <source>Press [{key}] to dictate, or hold it while you speak</source>
        <translation>Pulsa [{key}] para dictar o mantenla pulsada mientras hablas</translation>
    </message>
    <message>
        <source>Press [{key}] to dictate</source>
        <translation>Pulsa [{key}] para dictar</translation>
    </message>
    <message>
        <source>Speak when it says that it listens</source>
        <translation>Habla cuando diga que te escuchamos</translation>
    </message>
    <message>
        <source>[{key}] stops and keeps the text   [Esc] cancels, and you can still bring it back</source>
        <translation>[{key}] para y conserva el texto   [Esc] cancela, y aún puedes recuperarlo</translation>
    </message>
    <message>
        <source>[{key}] stops and keeps the text   [Esc] cancels</source>
        <translation>[{key}] para y conserva el texto   [Esc] cancela</translation>
    </message>
    <message>
        <source>You can go on typing</source>
        <translation>Puedes seguir escribiendo</translation>
    </message>
    <message>
        <source>You can go on typing; plug it in again and press [{key}]</source>
        <translation>Puedes seguir escribiendo; conéctalo de nuevo y pulsa [{key}]</translation>
    </message>
    <message>
        <source>Plug it in again and press [{key}]</source>
        <translation>Conéctalo de nuevo y pulsa [{key}]</translation>
    </message>
    <message>
        <source>You can go on typing; [{key}] says why</source>
        <translation>Puedes seguir escribiendo; [{key}] dice por qué</translation>
    </message>
    <message>
        <source>Sound is being saved</source>
        <translation>El sonido se está guardando</translation>
    </message>
    <message>
        <source>Sound is not being saved</source>
        <translation>El sonido no se está guardando</translation>
    </message>
    <message>
        <source>{seconds} s of sound saved</source>
        <translation>{seconds} s de sonido guardados</translation>
    </message>
    <message>
        <source>Works on this computer, offline</source>
        <translation>Funciona en este equipo, sin internet</translation>
    </message>
    <message>
        <source>Listening was interrupted; try it again.</source>
        <translation>La escucha se interrumpió; inténtalo otra vez.</translation>
    </message>
    <message>
        <source>Translating was interrupted; try it again.</source>
        <translation>La traducción se interrumpió; inténtalo otra vez.</translation>
    </message>
    <message>
        <source>Listening keeps stopping on this computer; your text is safe.</source>
        <translation>La escucha se detiene una y otra vez en este equipo; tu texto está a salvo.</translation>
    </message>
    <message>
        <source>Suggestions have stopped on this computer.</source>
        <translation>Las sugerencias se han detenido en este equipo.</translation>
    </message>
    <message>
        <source>Listening has stopped on this computer.</source>
        <translation>La escucha se ha detenido en este equipo.</translation>
    </message>
    <message>
        <source>Translating has stopped on this computer.</source>
        <translation>La traducción se ha detenido en este equipo.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>The words alone, one segment a line</source>
        <translation>Solo las palabras, un segmento por línea</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>Subtítulos</translation>
    </message>
    <message>
        <source>For video players</source>
        <translation>Para reproductores de vídeo</translation>
    </message>
    <message>
        <source>Web subtitles</source>
        <translation>Subtítulos web</translation>
    </message>
    <message>
        <source>For web pages</source>
        <translation>Para páginas web</translation>
    </message>
    <message>
        <source>Each sentence with its translation beneath it</source>
        <translation>Cada frase con su traducción debajo</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>A table, language beside language</source>
        <translation>Una tabla, un idioma junto al otro</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Every sentence with its time, in both languages</source>
        <translation>Cada frase con su tiempo, en los dos idiomas</translation>
    </message>
    <message>
        <source>Every word with its time and how sure we are</source>
        <translation>Cada palabra con su tiempo y cuán seguros estamos</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>{0} of {1} sentences translated</source>
        <translation>{0} de {1} frases traducidas</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 segmento</translation>
    </message>
    <message>
        <source>{0} segments</source>
        <translation>{0} segmentos</translation>
    </message>
    <message>
        <source>No words were heard in this recording.</source>
        <translation>No se oyeron palabras en esta grabación.</translation>
    </message>
    <message>
        <source>Write the rest</source>
        <translation>Escribir el resto</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Put it on the sheet</source>
        <translation>Ponerlo en la hoja</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>The export could not be written there ({0}); the text is still here.</source>
        <translation>No se pudo exportar ahí ({0}); el texto sigue aquí.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>being written</source>
        <translation>escribiéndose</translation>
    </message>
    <message>
        <source>written in {0}</source>
        <translation>escrito en {0}</translation>
    </message>
    <message>
        <source>stopped at {0}</source>
        <translation>parado en {0}</translation>
    </message>
    <message>
        <source>The loudspeaker stopped.</source>
        <translation>El altavoz se detuvo.</translation>
    </message>
    <message>
        <source>The text is safe; press play again.</source>
        <translation>El texto está a salvo; pulsa reproducir otra vez.</translation>
    </message>
    <message>
        <source>This computer has no sound system that Triolet can use.</source>
        <translation>Este equipo no tiene un sistema de sonido que Triolet pueda usar.</translation>
    </message>
    <message>
        <source>The text can still be read.</source>
        <translation>El texto aún se puede leer.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones could be opened; the text can still be read.</source>
        <translation>No se pudo abrir ningún altavoz ni auricular; el texto aún se puede leer.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Repeat segment  (R)</source>
        <translation>Repetir segmento  (R)</translation>
    </message>
    <message>
        <source>Follow the sound</source>
        <translation>Seguir el sonido</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>Speed {0}</source>
        <translation>Velocidad {0}</translation>
    </message>
    <message>
        <source>Repeat segment</source>
        <translation>Repetir segmento</translation>
    </message>
    <message>
        <source>Stop writing</source>
        <translation>Dejar de escribir</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>esperando su turno</translation>
    </message>
    <message>
        <source>of {0}, {1}</source>
        <translation>de {0}, {1}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>de {0}</translation>
    </message>
    <message>
        <source>Repeat  (R)</source>
        <translation>Repetir  (R)</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>This recording can be read but not played here.</source>
        <translation>Esta grabación se puede leer, pero no reproducir aquí.</translation>
    </message>
    <message>
        <source>This kind of recording can't be played here, because ffmpeg is not installed.</source>
        <translation>Este tipo de grabación no se puede reproducir aquí porque falta ffmpeg.</translation>
    </message>
    <message>
        <source>The text can be read and exported as usual.</source>
        <translation>El texto se puede leer y exportar como siempre.</translation>
    </message>
    <message>
        <source>This recording can't be played here.</source>
        <translation>Esta grabación no se puede reproducir aquí.</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>faltan unos segundos</translation>
    </message>
    <message>
        <source>about {0} seconds left</source>
        <translation>faltan unos {0} segundos</translation>
    </message>
    <message>
        <source>about 1 minute left</source>
        <translation>falta alrededor de 1 minuto</translation>
    </message>
    <message>
        <source>about {0} minutes left</source>
        <translation>faltan unos {0} minutos</translation>
    </message>
    <message>
        <source>about 1 hour left</source>
        <translation>falta alrededor de 1 hora</translation>
    </message>
    <message>
        <source>about {0} hours left</source>
        <translation>faltan unas {0} horas</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
    <message>
        <source>Arrows go by word and segment, Enter plays from there, Space plays or pauses</source>
        <translation>Las flechas van por palabras y segmentos, Intro reproduce desde ahí, Espacio reproduce o pausa</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>Lugar en la grabación</translation>
    </message>
    <message>
        <source>Copy this sentence</source>
        <translation>Copiar esta frase</translation>
    </message>
    <message>
        <source>Write it yourself</source>
        <translation>Escribirla tú</translation>
    </message>
    <message>
        <source>Instead of “{0}”…</source>
        <translation>En lugar de «{0}»…</translation>
    </message>
    <message>
        <source>Give it back to Triolet</source>
        <translation>Devolvérsela a Triolet</translation>
    </message>
    <message>
        <source>Instead of “{0}”</source>
        <translation>En lugar de «{0}»</translation>
    </message>
    <message>
        <source>Nothing else was likely here</source>
        <translation>Nada más era probable aquí</translation>
    </message>
    <message>
        <source>Nothing here was spoken, or its sound is not kept.</source>
        <translation>Aquí no se dictó nada, o su sonido ya no se guarda.</translation>
    </message>
    <message>
        <source>Dictate, or hold while you speak</source>
        <translation>Dictar, o mantener mientras hablas</translation>
    </message>
    <message>
        <source>Take a suggestion</source>
        <translation>Tomar una sugerencia</translation>
    </message>
    <message>
        <source>Take one word of it</source>
        <translation>Tomar una palabra de ella</translation>
    </message>
    <message>
        <source>Send it away</source>
        <translation>Apartarla</translation>
    </message>
    <message>
        <source>Next suggestion</source>
        <translation>Sugerencia siguiente</translation>
    </message>
    <message>
        <source>Suggestion before</source>
        <translation>Sugerencia anterior</translation>
    </message>
    <message>
        <source>Ask for one</source>
        <translation>Pedir una</translation>
    </message>
    <message>
        <source>Choose from a list</source>
        <translation>Elegir de una lista</translation>
    </message>
    <message>
        <source>Translation on and off</source>
        <translation>Mostrar u ocultar la traducción</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>Intercambiar los idiomas</translation>
    </message>
    <message>
        <source>Light up linked words</source>
        <translation>Iluminar palabras enlazadas</translation>
    </message>
    <message>
        <source>Picture of where words came from</source>
        <translation>Imagen de dónde vienen las palabras</translation>
    </message>
    <message>
        <source>Write a translation yourself</source>
        <translation>Escribir tú una traducción</translation>
    </message>
    <message>
        <source>Other ways to say it</source>
        <translation>Otras maneras de decirlo</translation>
    </message>
    <message>
        <source>The next word to check</source>
        <translation>La siguiente palabra por revisar</translation>
    </message>
    <message>
        <source>Hear the text from the caret</source>
        <translation>Oír el texto desde el cursor</translation>
    </message>
    <message>
        <source>Begin an empty sheet</source>
        <translation>Empezar una hoja vacía</translation>
    </message>
    <message>
        <source>Open a text or a recording</source>
        <translation>Abrir un texto o una grabación</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save under another name</source>
        <translation>Guardar con otro nombre</translation>
    </message>
    <message>
        <source>Export both languages</source>
        <translation>Exportar los dos idiomas</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Copiar la traducción</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>Buscar el siguiente lugar</translation>
    </message>
    <message>
        <source>Find the place before</source>
        <translation>Buscar el lugar anterior</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Remove the chosen word from a list</source>
        <translation>Quitar de una lista la palabra elegida</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto más grande</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto más pequeño</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Cancel a dictation, or close what lies over the sheet</source>
        <translation>Cancelar un dictado o cerrar lo que está sobre la hoja</translation>
    </message>
    <message>
        <source>Dictate to the clipboard</source>
        <translation>Dictar al portapapeles</translation>
    </message>
    <message>
        <source>Show Triolet</source>
        <translation>Mostrar Triolet</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Stop, and copy what was said</source>
        <translation>Parar y copiar lo dicho</translation>
    </message>
    <message>
        <source>{0} words are on the clipboard</source>
        <translation>{0} palabras están en el portapapeles</translation>
    </message>
    <message>
        <source>You put “{0}” right twice. Shall Triolet know it from now on?</source>
        <translation>Has corregido «{0}» dos veces. ¿Quieres que Triolet la conozca desde ahora?</translation>
    </message>
    <message>
        <source>Add to my words</source>
        <translation>Añadir a mis palabras</translation>
    </message>
    <message>
        <source>Import words</source>
        <translation>Importar palabras</translation>
    </message>
    <message>
        <source>Learning has stopped; nothing was changed.</source>
        <translation>El aprendizaje se detuvo; no ha cambiado nada.</translation>
    </message>
    <message>
        <source>What was learnt is taken back, from the next start on.</source>
        <translation>Lo aprendido se ha retirado; vale desde el próximo inicio.</translation>
    </message>
    <message>
        <source>Learning could not be started; nothing was changed.</source>
        <translation>No se pudo empezar a aprender; no ha cambiado nada.</translation>
    </message>
    <message>
        <source>Learning brought nothing better, so nothing was changed.</source>
        <translation>Aprender no mejoró nada, así que no ha cambiado nada.</translation>
    </message>
    <message>
        <source>What was learnt is damaged and is not used.</source>
        <translation>Lo aprendido está dañado y no se usa.</translation>
    </message>
    <message>
        <source>{0} utterances that you put right can teach Triolet your voice, on this computer only.</source>
        <translation>{0} frases que corregiste pueden enseñarle tu voz a Triolet, solo en este equipo.</translation>
    </message>
    <message>
        <source>{0} words of your texts can teach Triolet how you write, on this computer only.</source>
        <translation>{0} palabras de tus textos pueden enseñarle a Triolet cómo escribes, solo en este equipo.</translation>
    </message>
    <message>
        <source>Learn from them</source>
        <translation>Aprender de ello</translation>
    </message>
    <message>
        <source>Learn anew</source>
        <translation>Aprender de nuevo</translation>
    </message>
    <message>
        <source>Learning, {0} % done. You can go on writing; it needs this window open.</source>
        <translation>Aprendiendo, {0} % hecho. Puedes seguir escribiendo; deja abierta esta ventana.</translation>
    </message>
    <message>
        <source>Learning was stopped; nothing was changed.</source>
        <translation>Se detuvo el aprendizaje; no ha cambiado nada.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Suggestions have learnt how you write: they save {1} of 100 keys of your own text; before it was {0}.</source>
        <translation>Las sugerencias han aprendido cómo escribes: ahorran {1} de cada 100 teclas de tu propio texto; antes eran {0}.</translation>
    </message>
    <message>
        <source>Triolet has learnt your voice: of 100 of your words {1} are heard wrongly; before it was {0}.</source>
        <translation>Triolet ha aprendido tu voz: de cada 100 palabras tuyas oye mal {1}; antes eran {0}.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Retirarlo</translation>
    </message>
    <message>
        <source>Languages of the export</source>
        <translation>Idiomas de la exportación</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Ambos</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Oído</translation>
    </message>
    <message>
        <source>Translated</source>
        <translation>Traducido</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>{0} (not plugged in)</source>
        <translation>{0} (no conectado)</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>Ahora: {0}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesador</translation>
    </message>
    <message>
        <source>Graphics card (not found)</source>
        <translation>Tarjeta gráfica (no encontrada)</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Tarjeta gráfica</translation>
    </message>
    <message>
        <source>Speech and translation; takes effect at once</source>
        <translation>Voz y traducción; surte efecto enseguida</translation>
    </message>
    <message>
        <source>{card} failed; computed on the processor until you choose again.</source>
        <translation>{card} ha fallado; se calcula en el procesador hasta que elijas otra vez.</translation>
    </message>
    <message>
        <source>That graphics card was not found; now: {0}</source>
        <translation>No se encontró esa tarjeta gráfica; ahora: {0}</translation>
    </message>
    <message>
        <source>Now: {0}; no graphics card can be used here</source>
        <translation>Ahora: {0}; aquí no se puede usar ninguna tarjeta gráfica</translation>
    </message>
    <message>
        <source>{card} failed; Triolet goes on with the processor, and nothing is lost.</source>
        <translation>{card} ha fallado; Triolet sigue con el procesador y no se pierde nada.</translation>
    </message>
    <message>
        <source>The graphics card you chose was not found; the processor computes in its place.</source>
        <translation>No se encontró la tarjeta gráfica que elegiste; calcula el procesador en su lugar.</translation>
    </message>
    <message>
        <source>Dictation, {0}</source>
        <translation>Dictado, {0}</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>No existe el archivo {0}.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Comprueba su nombre.</translation>
    </message>
    <message>
        <source>{0} is a folder, not a recording.</source>
        <translation>{0} es una carpeta, no una grabación.</translation>
    </message>
    <message>
        <source>{0} cannot be read as a recording.</source>
        <translation>{0} no se puede leer como grabación.</translation>
    </message>
    <message>
        <source>{0} is of a kind that Triolet reads with ffmpeg, which is not on this computer.</source>
        <translation>{0} es de un tipo que Triolet lee con ffmpeg, que no está en este equipo.</translation>
    </message>
    <message>
        <source>Install ffmpeg, or choose a WAV, FLAC, OGG, Opus or MP3 recording.</source>
        <translation>Instala ffmpeg o elige una grabación WAV, FLAC, OGG, Opus o MP3.</translation>
    </message>
    <message>
        <source>Choose a WAV, FLAC, OGG, Opus or MP3 recording.</source>
        <translation>Elige una grabación WAV, FLAC, OGG, Opus o MP3.</translation>
    </message>
    <message>
        <source>{0} breaks off after {1} s; what was there is written down.</source>
        <translation>{0} se corta a los {1} s; lo que había está escrito.</translation>
    </message>
    <message>
        <source>This could not be understood because of a mistake in Triolet.</source>
        <translation>No se pudo entender por un error de Triolet.</translation>
    </message>
    <message>
        <source>This could not be translated because of a mistake in Triolet.</source>
        <translation>No se pudo traducir por un error de Triolet.</translation>
    </message>
    <message>
        <source>Try it again; if it happens again, report it.</source>
        <translation>Inténtalo otra vez; si vuelve a ocurrir, avísanos.</translation>
    </message>
    <message>
        <source>The recognizer is not loaded yet.</source>
        <translation>El reconocedor aún no está cargado.</translation>
    </message>
    <message>
        <source>Translation is not ready yet.</source>
        <translation>La traducción aún no está lista.</translation>
    </message>
    <message>
        <source>Speech recognition could not be started.</source>
        <translation>No se pudo iniciar el reconocimiento de voz.</translation>
    </message>
    <message>
        <source>Suggestions could not be started.</source>
        <translation>No se pudieron iniciar las sugerencias.</translation>
    </message>
    <message>
        <source>Translation could not be started.</source>
        <translation>No se pudo iniciar la traducción.</translation>
    </message>
    <message>
        <source>Run the set-up again; if that does not help, report it.</source>
        <translation>Vuelve a ejecutar la instalación; si no ayuda, avísanos.</translation>
    </message>
    <message>
        <source>What was learnt from you cannot be read; Triolet starts to learn anew.</source>
        <translation>Lo aprendido de ti no se puede leer; Triolet empieza a aprender de nuevo.</translation>
    </message>
    <message>
        <source>The old file is kept as {0}.</source>
        <translation>El archivo anterior se guarda como {0}.</translation>
    </message>
    <message>
        <source>Both languages are the same, so there is nothing to translate.</source>
        <translation>Los dos idiomas son el mismo, así que no hay nada que traducir.</translation>
    </message>
    <message>
        <source>Triolet translates between en and es, but {0} was asked for.</source>
        <translation>Triolet traduce entre en y es, pero se pidió {0}.</translation>
    </message>
    <message>
        <source>The form {0} is not known.</source>
        <translation>La forma {0} no se conoce.</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>Elige una de {0}.</translation>
    </message>
    <message>
        <source>The model adapted to you, {0}, is damaged; the shipped one is used. ({1})</source>
        <translation>El modelo adaptado a ti, {0}, está dañado; se usa el original. ({1})</translation>
    </message>
    <message>
        <source>The adapted model {0} cannot be removed.</source>
        <translation>El modelo adaptado {0} no se puede quitar.</translation>
    </message>
    <message>
        <source>There is no model in {0}: {1} was sought and not found.</source>
        <translation>No hay ningún modelo en {0}: se buscó {1} y no se encontró.</translation>
    </message>
    <message>
        <source>The model {0} cannot be used: {1} was sought and not found.</source>
        <translation>El modelo {0} no se puede usar: se buscó {1} y no se encontró.</translation>
    </message>
    <message>
        <source>The model {0} cannot be used: {1} is missing.</source>
        <translation>El modelo {0} no se puede usar: falta {1}.</translation>
    </message>
    <message>
        <source>The model {0} cannot be used: {1} is damaged.</source>
        <translation>El modelo {0} no se puede usar: {1} está dañado.</translation>
    </message>
    <message>
        <source>The model {0} cannot be used: {1} does not belong there.</source>
        <translation>El modelo {0} no se puede usar: {1} no es suyo.</translation>
    </message>
    <message>
        <source>The model {0} has format {1}, but this version of Triolet reads format {2}.</source>
        <translation>El modelo {0} tiene el formato {1}, pero esta versión de Triolet lee el formato {2}.</translation>
    </message>
    <message>
        <source>The folder {0} holds a {1}, but a {2} was sought.</source>
        <translation>La carpeta {0} contiene {1}, pero se buscaba {2}.</translation>
    </message>
    <message>
        <source>The weights of the model {0} are for another network: {1} is {2}, but {3} was sought.</source>
        <translation>Los pesos del modelo {0} son de otra red: {1} es {2}, pero se buscaba {3}.</translation>
    </message>
    <message>
        <source>The weights of the model {0} cannot be read.</source>
        <translation>Los pesos del modelo {0} no se pueden leer.</translation>
    </message>
    <message>
        <source>The vocabulary of the model {0} is not the one it was trained with.</source>
        <translation>El vocabulario del modelo {0} no es aquel con el que se entrenó.</translation>
    </message>
    <message>
        <source>The word list of the model {0} is not the one it was trained with.</source>
        <translation>La lista de palabras del modelo {0} no es aquella con la que se entrenó.</translation>
    </message>
    <message>
        <source>The vocabulary is missing or damaged.</source>
        <translation>El vocabulario falta o está dañado.</translation>
    </message>
    <message>
        <source>The n-gram model is missing or damaged.</source>
        <translation>El modelo de n-gramas falta o está dañado.</translation>
    </message>
    <message>
        <source>The lexicon is missing or damaged.</source>
        <translation>El léxico falta o está dañado.</translation>
    </message>
    <message>
        <source>The tagger's word list is missing or damaged.</source>
        <translation>La lista de palabras del etiquetador falta o está dañada.</translation>
    </message>
    <message>
        <source>Run the set-up again, or choose another model.</source>
        <translation>Vuelve a ejecutar la instalación o elige otro modelo.</translation>
    </message>
    <message>
        <source>The language model has no room for so many new words.</source>
        <translation>El modelo de lenguaje no tiene sitio para tantas palabras nuevas.</translation>
    </message>
    <message>
        <source>The pieces {0} cannot be read.</source>
        <translation>Las piezas {0} no se pueden leer.</translation>
    </message>
    <message>
        <source>{0} recordings with their words were found ({1} more could not be used); at least {2} are needed. Each is of {3} s at most, with what is said in a .txt of the same name, numbers in words.</source>
        <translation>Se puede aprender de {0} frases tuyas (otras {1} no sirvieron); hacen falta al menos {2}. Cada una dura {3} s como mucho, y los números se escriben con letras.</translation>
    </message>
    <message>
        <source>{0} recordings with their words were found; at least {1} are needed. Each is of {2} s at most, with what is said in a .txt of the same name, numbers in words.</source>
        <translation>Se puede aprender de {0} frases tuyas; hacen falta al menos {1}. Cada una dura {2} s como mucho, y los números se escriben con letras.</translation>
    </message>
    <message>
        <source>That is too little text to learn from: {0} words in {1} different paragraphs. At least {2} words in {3} paragraphs are needed.</source>
        <translation>Es muy poco texto para aprender: {0} palabras en {1} párrafos distintos. Hacen falta al menos {2} palabras en {3} párrafos.</translation>
    </message>
    <message>
        <source>The adapted model could not be written.</source>
        <translation>No se pudo escribir el modelo adaptado.</translation>
    </message>
    <message>
        <source>The adapted model suggests nothing and is not used.</source>
        <translation>El modelo adaptado no sugiere nada y no se usa.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be written.</source>
        <translation>No se puede escribir en la carpeta {0}.</translation>
    </message>
    <message>
        <source>The text {0} cannot be read.</source>
        <translation>El texto {0} no se puede leer.</translation>
    </message>
    <message>
        <source>{0} is damaged.</source>
        <translation>{0} está dañado.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}.</source>
        <translation>{0} no se pudo escribir: {1}.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
</context>
<context>
    <name>Anew</name>
    <message>
        <source>As it is heard now</source>
        <translation>Como se oye ahora</translation>
    </message>
    <message>
        <source>Keep this text</source>
        <translation>Quedarse con este texto</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>Dejarlo como estaba</translation>
    </message>
    <message>
        <source>Being heard again, {0} % done</source>
        <translation>Oyéndolo de nuevo, {0} % hecho</translation>
    </message>
    <message>
        <source>No words are heard in it now.</source>
        <translation>Ahora no se oye ninguna palabra.</translation>
    </message>
    <message>
        <source>The same words are heard as before.</source>
        <translation>Se oyen las mismas palabras que antes.</translation>
    </message>
</context>
<context>
    <name>AttentionPanel</name>
    <message>
        <source>Where each word came from</source>
        <translation>De dónde viene cada palabra</translation>
    </message>
    <message>
        <source>A larger square means more attention. Numbers are per cent.</source>
        <translation>Un cuadrado mayor es más atención. Los números son tantos por ciento.</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Guardar la imagen</translation>
    </message>
    <message>
        <source>The picture could not be written there.</source>
        <translation>No se pudo guardar la imagen ahí.</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>Translation</source>
        <translation>Traducción</translation>
    </message>
    <message>
        <source>{0} (this could not be translated well)</source>
        <translation>{0} (esto no se pudo traducir bien)</translation>
    </message>
</context>
<context>
    <name>Correction</name>
    <message>
        <source>Heard at {0}, not sure which word</source>
        <translation>Oído en {0}, no sabemos qué palabra es</translation>
    </message>
    <message>
        <source>You write</source>
        <translation>Escribes</translation>
    </message>
    <message>
        <source>1 word to check</source>
        <translation>1 palabra por revisar</translation>
    </message>
    <message>
        <source>{0} words to check</source>
        <translation>{0} palabras por revisar</translation>
    </message>
</context>
<context>
    <name>DoubtPopover</name>
    <message>
        <source>Play sound</source>
        <translation>Oír</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>Your text could not be saved: {0}. It is tried again until it can be.</source>
        <translation>No se pudo guardar tu texto: {0}. Se vuelve a intentar hasta que se pueda.</translation>
    </message>
    <message>
        <source>What is known of your spoken words could not be saved: {0}.</source>
        <translation>No se pudo guardar lo que se sabe de tus palabras dichas: {0}.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Write here, or press F9 and say it.

Drop a recording anywhere on the sheet, and it is written down with its times.</source>
        <translation>Escribe aquí, o pulsa F9 y dilo.

Suelta una grabación en cualquier lugar de la hoja y se escribirá con sus tiempos.</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>Texts and recordings</source>
        <translation>Textos y grabaciones</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>{0} was left without your last changes; they are in the history (Ctrl+H).</source>
        <translation>{0} quedó sin tus últimos cambios; están en el historial (Ctrl+H).</translation>
    </message>
    <message>
        <source>This text could not be kept in the history: {0}.</source>
        <translation>Este texto no se pudo guardar en el historial: {0}.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>Subtítulos</translation>
    </message>
    <message>
        <source>Web subtitles</source>
        <translation>Subtítulos web</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Export both languages</source>
        <translation>Exportar los dos idiomas</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No se encuentra</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>{0} places</source>
        <translation>{0} lugares</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Nothing to save yet</source>
        <translation>Nada que guardar aún</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>Swap the languages</source>
        <translation>Intercambiar los idiomas</translation>
    </message>
    <message>
        <source>Copy the translation (Ctrl+Shift+C)</source>
        <translation>Copiar la traducción (Ctrl+Mayús+C)</translation>
    </message>
    <message>
        <source>Where each word came from</source>
        <translation>De dónde viene cada palabra</translation>
    </message>
    <message>
        <source>Fold the translation away</source>
        <translation>Plegar la traducción</translation>
    </message>
    <message>
        <source>You write</source>
        <translation>Escribes</translation>
    </message>
    <message>
        <source>Translation on and off</source>
        <translation>Mostrar u ocultar la traducción</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Close the help (Esc)</source>
        <translation>Cerrar la ayuda (Esc)</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Páginas de la ayuda</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Close the history (Esc)</source>
        <translation>Cerrar el historial (Esc)</translation>
    </message>
    <message>
        <source>Look for words</source>
        <translation>Buscar palabras</translation>
    </message>
    <message>
        <source>Look for words in the history</source>
        <translation>Buscar palabras en el historial</translation>
    </message>
    <message>
        <source>Past dictations and texts</source>
        <translation>Dictados y textos pasados</translation>
    </message>
    <message>
        <source>What was said or written</source>
        <translation>Lo que se dijo o escribió</translation>
    </message>
    <message>
        <source>Put it on the sheet</source>
        <translation>Ponerlo en la hoja</translation>
    </message>
    <message>
        <source>It could not be written: {0}. The text is as it was.</source>
        <translation>No se pudo escribir: {0}. El texto está como estaba.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Write it down anew</source>
        <translation>Escribirlo de nuevo</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Nada todavía</translation>
    </message>
    <message>
        <source>Nothing holds these words</source>
        <translation>Nada contiene estas palabras</translation>
    </message>
    <message>
        <source>kept for good</source>
        <translation>guardadas para siempre</translation>
    </message>
    <message>
        <source>1 entry, {0}</source>
        <translation>1 entrada, {0}</translation>
    </message>
    <message>
        <source>kept for {0} days</source>
        <translation>guardadas {0} días</translation>
    </message>
    <message>
        <source>{0} entries, {1}</source>
        <translation>{0} entradas, {1}</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Escucharlo</translation>
    </message>
    <message>
        <source>kept for a day</source>
        <translation>guardadas un día</translation>
    </message>
    <message>
        <source>What you dictate, and texts that give way to others, are found here again.</source>
        <translation>Aquí vuelves a encontrar lo que dictas y los textos que dejan paso a otros.</translation>
    </message>
    <message>
        <source>There were no words in this recording.</source>
        <translation>No había palabras en esta grabación.</translation>
    </message>
</context>
<context>
    <name>KeptTranslations</name>
    <message>
        <source>The translations that you wrote could not be saved: {0}.</source>
        <translation>Las traducciones que escribiste no se han podido guardar: {0}.</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>{0}: {1}. Press to change it.</source>
        <translation>{0}: {1}. Pulsa para cambiarla.</translation>
    </message>
    <message>
        <source>Press a key</source>
        <translation>Pulsa una tecla</translation>
    </message>
</context>
<context>
    <name>LearntWords</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Learnt from you</source>
        <translation>Aprendido de ti</translation>
    </message>
    <message>
        <source>Look for a word</source>
        <translation>Buscar una palabra</translation>
    </message>
    <message>
        <source>Look for a learnt word</source>
        <translation>Buscar una palabra aprendida</translation>
    </message>
    <message>
        <source>Words learnt from you</source>
        <translation>Palabras aprendidas de ti</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Olvidarla</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Olvidar todo</translation>
    </message>
    <message>
        <source>{0}   seen {1} times</source>
        <translation>{0}   vista {1} veces</translation>
    </message>
    <message>
        <source>{0} words of your own, in a file on this computer only.</source>
        <translation>{0} palabras tuyas, en un archivo que está solo en este equipo.</translation>
    </message>
    <message>
        <source>1 word of your own, in a file on this computer only.</source>
        <translation>1 palabra tuya, en un archivo que está solo en este equipo.</translation>
    </message>
    <message>
        <source>Nothing yet. A name or a rare word counts when you have written it twice; pasted text never does.</source>
        <translation>Nada todavía. Un nombre o una palabra poco común cuenta cuando lo has escrito dos veces; el texto pegado, nunca.</translation>
    </message>
    <message>
        <source>How you use everyday words is learnt, too; “Forget all” forgets that as well.</source>
        <translation>También se aprende cómo usas las palabras corrientes; «Olvidar todo» lo olvida también.</translation>
    </message>
</context>
<context>
    <name>LevelLine</name>
    <message>
        <source>How loud it is now</source>
        <translation>Volumen actual</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} y {1}</translation>
    </message>
    <message>
        <source>{0} comes from {1}</source>
        <translation>{0} viene de {1}</translation>
    </message>
    <message>
        <source>{0} come from {1}</source>
        <translation>{0} vienen de {1}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>Tab takes a suggestion, Ctrl+Right one word of it, Esc sends it away, Alt+\ asks for one</source>
        <translation>Tab toma una sugerencia, Ctrl+Derecha una palabra de ella, Esc la aparta, Alt+\ pide una</translation>
    </message>
    <message>
        <source>Open a text or a recording (Ctrl+O)</source>
        <translation>Abrir un texto o una grabación (Ctrl+O)</translation>
    </message>
    <message>
        <source>History (Ctrl+H)</source>
        <translation>Historial (Ctrl+H)</translation>
    </message>
    <message>
        <source>Find (Ctrl+F)</source>
        <translation>Buscar (Ctrl+F)</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>Guardar (Ctrl+S)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Ajustes (Ctrl+,)</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Guardando</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>Guardado en este equipo</translation>
    </message>
    <message>
        <source>Kept here, not yet in the file</source>
        <translation>Guardado aquí, aún no en el archivo</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>Translation of this sentence</source>
        <translation>Traducción de esta frase</translation>
    </message>
</context>
<context>
    <name>RaisedPanel</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
</context>
<context>
    <name>SelfCheckPage</name>
    <message>
        <source>Self-check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Close the self-check (Esc)</source>
        <translation>Cerrar la comprobación (Esc)</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>What this computer can do</source>
        <translation>Lo que puede este equipo</translation>
    </message>
    <message>
        <source>Words heard wrong</source>
        <translation>Palabras mal oídas</translation>
    </message>
    <message>
        <source>{0} recorded sentences, read aloud by strangers</source>
        <translation>{0} frases grabadas, leídas por desconocidos</translation>
    </message>
    <message>
        <source>in 100</source>
        <translation>de cada 100</translation>
    </message>
    <message>
        <source>From your last word to its text</source>
        <translation>De tu última palabra a su texto</translation>
    </message>
    <message>
        <source>The slowest of {0} waits: {1} ms</source>
        <translation>La más lenta de {0} esperas: {1} ms</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Suggestion after a key</source>
        <translation>Sugerencia tras una tecla</translation>
    </message>
    <message>
        <source>19 of 20 come within this time, of {0}</source>
        <translation>19 de cada 20 llegan en este tiempo, de {0}</translation>
    </message>
    <message>
        <source>Keys saved by suggestions</source>
        <translation>Teclas ahorradas por sugerencias</translation>
    </message>
    <message>
        <source>{0} everyday sentences, every right one taken</source>
        <translation>{0} frases cotidianas, tomando cada acierto</translation>
    </message>
    <message>
        <source>Likeness to a person's translation</source>
        <translation>Parecido con la traducción de una persona</translation>
    </message>
    <message>
        <source>{0} everyday sentences into Spanish</source>
        <translation>{0} frases cotidianas al español</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Translation of a long sentence</source>
        <translation>Traducción de una frase larga</translation>
    </message>
    <message>
        <source>{0} words, the slowest of five; most take {1} ms</source>
        <translation>{0} palabras, la más lenta de cinco; lo normal, {1} ms</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Memoria en uso</translation>
    </message>
    <message>
        <source>Window and all models together</source>
        <translation>Ventana y todos los modelos juntos</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Network: never used</source>
        <translation>Red: nunca se usa</translation>
    </message>
    <message>
        <source>Open internet connections of both processes, as the system lists them</source>
        <translation>Conexiones de internet abiertas de ambos procesos, según el sistema</translation>
    </message>
    <message>
        <source>Within the target</source>
        <translation>Dentro del objetivo</translation>
    </message>
    <message>
        <source>Reaches the target</source>
        <translation>Alcanza el objetivo</translation>
    </message>
    <message>
        <source>Over the target</source>
        <translation>Por encima del objetivo</translation>
    </message>
    <message>
        <source>Short of the target</source>
        <translation>Por debajo del objetivo</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>como mucho {0}</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>al menos {0}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Measuring, part {0} of {1}</source>
        <translation>Midiendo, parte {0} de {1}</translation>
    </message>
    <message>
        <source>This takes about a minute. Measuring stops as soon as you go back to the sheet.</source>
        <translation>Esto dura alrededor de un minuto. La medición se detiene en cuanto vuelves a la hoja.</translation>
    </message>
    <message>
        <source>Measured today at {0}, took {1} s</source>
        <translation>Medido hoy a las {0}, en {1} s</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Medir otra vez</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>Sin medir todavía</translation>
    </message>
    <message>
        <source>{0} of {1} are within their targets.</source>
        <translation>{0} de {1} cumplen sus objetivos.</translation>
    </message>
    <message>
        <source>Recorded sentences are written down, texts typed and translated, as if you did it; about a minute.</source>
        <translation>Se escriben frases grabadas, se teclean y se traducen textos, como si lo hicieras tú; alrededor de un minuto.</translation>
    </message>
    <message>
        <source>This computer has {0} cores. Nothing from this page is sent anywhere.</source>
        <translation>Este equipo tiene {0} núcleos. Nada de esta página se envía a ninguna parte.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Close settings (Esc)</source>
        <translation>Cerrar los ajustes (Esc)</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Dictation</source>
        <translation>Dictado</translation>
    </message>
    <message>
        <source>Check the microphone</source>
        <translation>Probar el micrófono</translation>
    </message>
    <message>
        <source>Say a few words</source>
        <translation>Di unas palabras</translation>
    </message>
    <message>
        <source>Keep dictations and texts</source>
        <translation>Guardar dictados y textos</translation>
    </message>
    <message>
        <source>In the history, with their sound, on this computer only</source>
        <translation>En el historial, con su sonido, solo en este equipo</translation>
    </message>
    <message>
        <source>Write punctuation and numbers</source>
        <translation>Escribir puntuación y números</translation>
    </message>
    <message>
        <source>Off: words as they are said</source>
        <translation>Apagado: las palabras como se dicen</translation>
    </message>
    <message>
        <source>Spoken commands</source>
        <translation>Órdenes habladas</translation>
    </message>
    <message>
        <source>Comma, question mark; and, said alone: new line, new paragraph, scratch that</source>
        <translation>Comma, question mark; y, dichas solas: new line, new paragraph, scratch that</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>Finish my words</source>
        <translation>Terminar mis palabras</translation>
    </message>
    <message>
        <source>Several words at once</source>
        <translation>Varias palabras a la vez</translation>
    </message>
    <message>
        <source>Where they are nearly sure</source>
        <translation>Cuando son casi seguras</translation>
    </message>
    <message>
        <source>Learn from what I write</source>
        <translation>Aprender de lo que escribo</translation>
    </message>
    <message>
        <source>Off: nothing is learnt, and what was learnt is not used</source>
        <translation>Apagado: no se aprende nada ni se usa lo aprendido</translation>
    </message>
    <message>
        <source>Show how many keys were saved</source>
        <translation>Mostrar cuántas teclas se ahorraron</translation>
    </message>
    <message>
        <source>Beside the number of words</source>
        <translation>Junto al número de palabras</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traducción</translation>
    </message>
    <message>
        <source>Show it beside the text</source>
        <translation>Mostrarla junto al texto</translation>
    </message>
    <message>
        <source>Address the reader in Spanish as</source>
        <translation>Dirigirse al lector en español como</translation>
    </message>
    <message>
        <source>What fits best</source>
        <translation>Lo que mejor encaje</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>La página</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Of the window, from its next start</source>
        <translation>De la ventana, desde el próximo inicio</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>Más contraste</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Menos movimiento</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>All keys as they were at first</source>
        <translation>Todas las teclas como al principio</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Calcular en</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Triolet never opens a network connection. Sound, text and learnt words stay in files that only you can read, on this computer.</source>
        <translation>Triolet nunca abre una conexión de red. El sonido, el texto y las palabras aprendidas quedan en archivos que solo tú puedes leer, en este equipo.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>No</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 día</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 días</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 días</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>{0} is taken by “{1}”.</source>
        <translation>{0} ya la usa «{1}».</translation>
    </message>
    <message>
        <source>Saved as you change them</source>
        <translation>Se guardan al cambiarlos</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Getting ready to translate</source>
        <translation>Preparándonos para traducir</translation>
    </message>
    <message>
        <source>Follows as you write</source>
        <translation>Sigue lo que escribes</translation>
    </message>
</context>
<context>
    <name>SheetFile</name>
    <message>
        <source>{0} is neither a text nor a recording.</source>
        <translation>{0} no es ni un texto ni una grabación.</translation>
    </message>
    <message>
        <source>{0} was changed by another program. Yours is kept here; nothing was written over.</source>
        <translation>Otro programa ha cambiado {0}. Tu texto se guarda aquí; no se ha sobrescrito nada.</translation>
    </message>
    <message>
        <source>Save under another name</source>
        <translation>Guardar con otro nombre</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}.</source>
        <translation>{0} no se pudo escribir: {1}.</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>Some settings could not be read and are as they were at first; your text is safe.</source>
        <translation>Algunos ajustes no se pudieron leer y están como al principio; tu texto está a salvo.</translation>
    </message>
    <message>
        <source>Settings hold until you close Triolet, but could not be saved: {0}.</source>
        <translation>Los ajustes valen hasta que cierres Triolet, pero no se pudieron guardar: {0}.</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>{0}, {1} per cent</source>
        <translation>{0}, {1} por ciento</translation>
    </message>
</context>
<context>
    <name>TermsList</name>
    <message>
        <source>My words</source>
        <translation>Mis palabras</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>En inglés</translation>
    </message>
    <message>
        <source>In Spanish</source>
        <translation>En español</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Importar una lista</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Your words hold until you close Triolet, but could not be saved: {0}.</source>
        <translation>Tus palabras valen hasta que cierres Triolet, pero no se pudieron guardar: {0}.</translation>
    </message>
    <message>
        <source>Names and terms that all three know: heard, suggested and translated as you say here.</source>
        <translation>Nombres y términos que los tres conocen: se oyen, se sugieren y se traducen como dices aquí.</translation>
    </message>
    <message>
        <source>{0} is no list of words: on each line stand a word, a tab and its translation.</source>
        <translation>{0} no es una lista de palabras: en cada línea van una palabra, un tabulador y su traducción.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Start writing</source>
        <translation>Empezar a escribir</translation>
    </message>
    <message>
        <source>Try a recorded sample instead</source>
        <translation>Probar con una grabación</translation>
    </message>
    <message>
        <source>Say a few words</source>
        <translation>Di unas palabras</translation>
    </message>
    <message>
        <source>Press F9 and read this aloud, or say anything you like.</source>
        <translation>Pulsa F9 y lee esto en voz alta, en inglés, o di lo que quieras.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lee</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Oído</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>Lo que se oyó</translation>
    </message>
    <message>
        <source>It all stays here</source>
        <translation>Todo se queda aquí</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>Tu voz</translation>
    </message>
    <message>
        <source>Saved on this computer while you speak, so nothing you say is lost. Deleted after 7 days, or when you say in the settings.</source>
        <translation>Se guarda en este equipo mientras hablas, así no se pierde nada. Se borra a los 7 días, o cuando digas en los ajustes.</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>Tu texto</translation>
    </message>
    <message>
        <source>Saved as you write, in files that only you can read. The logs hold none of your words.</source>
        <translation>Se guarda mientras escribes, en archivos que solo tú puedes leer. Los registros no contienen tus palabras.</translation>
    </message>
    <message>
        <source>The models</source>
        <translation>Los modelos</translation>
    </message>
    <message>
        <source>They came with the program, {0} MB in all. Nothing is downloaded, and Triolet never uses the internet.</source>
        <translation>Vinieron con el programa, {0} MB en total. No se descarga nada, y Triolet nunca usa internet.</translation>
    </message>
    <message>
        <source>Three keys to know</source>
        <translation>Tres teclas para empezar</translation>
    </message>
    <message>
        <source>starts and stops dictation; hold it to speak briefly</source>
        <translation>empieza y para el dictado; mantenla para hablar un momento</translation>
    </message>
    <message>
        <source>takes the words suggested after the caret</source>
        <translation>toma las palabras sugeridas tras el cursor</translation>
    </message>
    <message>
        <source>sends them away until you write on</source>
        <translation>las aparta hasta que sigas escribiendo</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Te escuchamos</translation>
    </message>
    <message>
        <source>The microphone gives only silence. Is it muted?</source>
        <translation>El micrófono solo da silencio. ¿Está apagado?</translation>
    </message>
    <message>
        <source>Your voice is faint. Come closer, or turn the microphone up.</source>
        <translation>Tu voz se oye débil. Acércate o sube el micrófono.</translation>
    </message>
    <message>
        <source>Your voice is too loud for the microphone. Turn it down a little.</source>
        <translation>Tu voz es demasiado fuerte para el micrófono. Bájalo un poco.</translation>
    </message>
    <message>
        <source>The room is loud. Words will be heard better in a quieter place.</source>
        <translation>Hay ruido en la sala. En un lugar más tranquilo se oirán mejor las palabras.</translation>
    </message>
    <message>
        <source>Your voice is clear and the room is quiet.</source>
        <translation>Tu voz es clara y la sala está en silencio.</translation>
    </message>
    <message>
        <source>A recorded voice</source>
        <translation>Una voz grabada</translation>
    </message>
    <message>
        <source>Written down in {0} s, on this computer.</source>
        <translation>Escrito en {0} s, en este equipo.</translation>
    </message>
</context>
<context>
    <name>_Foot</name>
    <message>
        <source>choose</source>
        <translation>elegir</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>keep “{0}”</source>
        <translation>dejar «{0}»</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>decide later</source>
        <translation>decidir luego</translation>
    </message>
    <message>
        <source>next</source>
        <translation>siguiente</translation>
    </message>
</context>
<context>
    <name>_Others</name>
    <message>
        <source>Other wordings</source>
        <translation>Otras maneras</translation>
    </message>
    <message>
        <source>Instead of “{0}”</source>
        <translation>En lugar de «{0}»</translation>
    </message>
    <message>
        <source>Nothing else was likely here</source>
        <translation>Nada más era probable aquí</translation>
    </message>
    <message>
        <source>The rest of the sentence follows your choice.</source>
        <translation>El resto de la frase sigue tu elección.</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>{0}, {1} per cent</source>
        <translation>{0}, {1} por ciento</translation>
    </message>
</context>
<context>
    <name>_View</name>
    <message>
        <source>Attention, a row a word of the translation; arrow keys go from row to row</source>
        <translation>Atención, una fila por palabra de la traducción; las flechas van de fila en fila</translation>
    </message>
</context>
</TS>
