FROM debian:12
RUN printf '#!/bin/sh\necho here\n' > /usr/bin/x && chmod 755 /usr/bin/x
RUN date +%N > /etc/stamp
COPY note.txt /note.txt
CMD ["sleep", "60"]
