#escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2019
RUN powershell -Command `
        # install the package manager `
        iex ((New-Object System.Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1')) && `
    choco install -y git nodejs-lts
ENV TOOLS=C:\tools\
CMD cmd
