FROM mcr.microsoft.com/powershell:lts-debian-12
SHELL ["pwsh", "-Command"]
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
