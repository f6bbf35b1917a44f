FROM debian:bookworm
USER root
RUN if test-x; then rm -f /a; else ! rm /b; fi; (rm /c); echo x | tee /d > /dev/null
