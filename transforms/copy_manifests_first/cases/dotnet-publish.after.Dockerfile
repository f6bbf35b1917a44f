FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY src/Api/Api.csproj src/Api/
COPY src/Core/Core.csproj src/Core/
COPY Directory.Packages.props ./
RUN dotnet restore src/Api/Api.csproj -r linux-x64
COPY . .
RUN dotnet publish src/Api/Api.csproj -c Release -r linux-x64 -o /out

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
ENTRYPOINT ["dotnet", "/app/Api.dll"]
