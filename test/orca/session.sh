#!/bin/sh
# An accessibility bus, a window manager, Orca and a speech dispatcher whose voice writes to a file, around a command.
#   session.sh FOLDER COMMAND…    inside a D-Bus session and an X server of its own; FOLDER is empty
set -eu
folder=$1
shift
export XDG_CONFIG_HOME="$folder/config" XDG_CACHE_HOME="$folder/cache" ACCESSIBILITY_ENABLED=1 LANG=C.UTF-8
export GSETTINGS_BACKEND=memory
speechd="$XDG_CONFIG_HOME/speech-dispatcher"
mkdir -p "$speechd/modules" "$folder/prefs" "$folder/log"
# There is nothing that sounds: what the voice would play goes nowhere.
export ALSA_CONFIG_PATH="$folder/asound.conf"
printf 'pcm.!default { type null }\nctl.!default { type null }\n' > "$ALSA_CONFIG_PATH"
cat > "$speechd/speechd.conf" <<CONF
LogLevel 3
LogDir "$folder/log"
AudioOutputMethod "alsa"
AddModule "file" "sd_generic" "file.conf"
DefaultModule file
CONF
cat > "$speechd/modules/file.conf" <<CONF
GenericExecuteSynth "printf '%s\\\\n' \\'\$DATA\\' >> $folder/voice.txt"
GenericCmdDependency "printf"
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "file"
DefaultVoice "file"
CONF
openbox >"$folder/openbox.txt" 2>&1 & started=$!
/usr/libexec/at-spi-bus-launcher --launch-immediately >"$folder/bus.txt" 2>&1 & started="$started $!"
speech-dispatcher -s -t 0 >"$folder/speechd.txt" 2>&1 & started="$started $!"
sleep 2
orca -u "$folder/prefs" --debug-file="$folder/orca.txt" >"$folder/orca-errors.txt" 2>&1 & started="$started $!"
sleep 5
status=0
"$@" || status=$?
for each in $started; do kill "$each" 2>/dev/null || true; done
exit "$status"
