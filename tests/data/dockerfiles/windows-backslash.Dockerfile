FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN mkdir C:\\build
WORKDIR C:\\build
COPY . .
RUN msbuild app.sln /p:Configuration=Release ^ /m
