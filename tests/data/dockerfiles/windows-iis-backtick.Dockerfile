# escape=`
FROM mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
SHELL ["powershell", "-NoProfile", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN Remove-Website -Name 'Default Web Site'; `
    New-Item -ItemType Directory C:\site; `
    New-Website -Name 'site' -PhysicalPath C:\site -Port 80
COPY build\ C:\site\
EXPOSE 80
