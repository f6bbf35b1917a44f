# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command"]
RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; `
    Expand-Archive a.zip -DestinationPath C:\a
RUN Remove-Item a.zip
