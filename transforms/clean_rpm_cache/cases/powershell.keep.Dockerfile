FROM mcr.microsoft.com/windows/servercore
SHELL ["powershell", "-Command"]
RUN dnf install -y a
