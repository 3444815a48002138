"""The living page of components. Mounted in the demonstration, while developing and in tests only."""

from django.urls import path

from sunhall.web.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("", views.components, name="components"),
    path("desk/", views.desk, name="desk"),
    path("pictures/", views.pictures, name="pictures"),
    path("errors/<str:name>/", views.error, name="error"),
]
