# escape=`

FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:\tools
COPY tool.exe C:\tools\
USER ContainerAdministrator
RUN setx /M PATH "%PATH%;C:\tools"
USER ContainerUser
CMD ["C:\\tools\\tool.exe", "--serve"]
