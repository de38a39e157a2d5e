"""Sign persons in by an OpenID Connect provider"""
