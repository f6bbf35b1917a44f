FROM mcr.microsoft.com/dotnet/runtime:6.0
WORKDIR /app
COPY . .
RUN dotnet --info && \
    echo crlf
ENTRYPOINT ["dotnet", "app.dll"]
