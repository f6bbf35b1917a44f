FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY src/Core/Core.csproj src/Core/
COPY Directory.Packages.props ./
RUN dotnet restore src/Core/Core.csproj
COPY . .
RUN dotnet build "src/Core/Core.csproj" -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
