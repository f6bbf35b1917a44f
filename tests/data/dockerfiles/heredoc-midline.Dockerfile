FROM python:3.12-alpine
RUN python3 - <<EOF > /result.json && cat /result.json
import json
print(json.dumps({"ok": True}))
EOF
RUN cat 3<<A 4<<B <&3
left
A
right
B
USER nobody
