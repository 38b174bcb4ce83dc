kill $(cat /tmp/dev.pid) 2>/dev/null
cd /work/main
(node_modules/.bin/node scripts/.dev-tmp.mjs 4179 > /tmp/dev.log 2>&1 & echo $! > /tmp/dev.pid)
for i in $(seq 60); do grep -q 4179 /tmp/dev.log && break; sleep 0.5; done
