FROM debian:bookworm
USER root
RUN if sudo test-x; then sudo rm -f /a; else ! sudo rm /b; fi; (sudo rm /c); echo x | sudo tee /d > /dev/null
